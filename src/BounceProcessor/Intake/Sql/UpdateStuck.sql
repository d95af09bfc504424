UPDATE quarantine
SET tried_by = NULL, state = 'stuck'
WHERE id = @Id
