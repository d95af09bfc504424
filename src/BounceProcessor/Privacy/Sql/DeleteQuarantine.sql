DELETE FROM quarantine
WHERE id = @Id
