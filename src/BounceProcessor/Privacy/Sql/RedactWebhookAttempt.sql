UPDATE webhook_attempts
SET error = @First, response = @Second
WHERE id = @Id
