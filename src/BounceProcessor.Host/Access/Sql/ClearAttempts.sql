UPDATE users
SET failed_count = 0, locked_until = 0
WHERE id = @Id
