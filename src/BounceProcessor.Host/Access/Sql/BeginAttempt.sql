-- Counts the attempt before the password is looked at, so that many at once are not more than five.
-- From the fifth on the account waits: 1 minute, then twice as long each time, at most 64.
UPDATE users
SET failed_count = failed_count + 1,
    locked_until = CASE
      WHEN failed_count < 4 THEN 0
      WHEN failed_count >= 10 THEN @Now + 3840000
      ELSE @Now + 60000 * (1 << (failed_count - 4))
    END
WHERE name = @Name AND locked_until <= @Now
RETURNING id AS Id, name AS Name, password_hash AS PasswordHash, security_stamp AS SecurityStamp
