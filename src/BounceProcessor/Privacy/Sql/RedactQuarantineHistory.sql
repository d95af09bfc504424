UPDATE quarantine_history
SET note = @First
WHERE id = @Id
