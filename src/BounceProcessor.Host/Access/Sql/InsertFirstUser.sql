-- Only into an empty table: two people with the same link set one password.
INSERT INTO users (name, password_hash, security_stamp, created_at, changed_at)
SELECT @Name, @PasswordHash, @SecurityStamp, @Now, @Now
WHERE NOT EXISTS (SELECT 1 FROM users)
RETURNING id AS Id, name AS Name, password_hash AS PasswordHash, security_stamp AS SecurityStamp
