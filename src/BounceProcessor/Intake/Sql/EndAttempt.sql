UPDATE quarantine
SET tried_by = NULL
WHERE id = @Id
