INSERT INTO quarantine_history (quarantine_id, company, at, changed_by, action, note)
SELECT id, company, @At, @By, @Action, @Note
FROM quarantine
WHERE id = @Id
