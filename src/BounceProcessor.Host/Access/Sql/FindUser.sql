SELECT id AS Id, name AS Name, password_hash AS PasswordHash, security_stamp AS SecurityStamp
FROM users
WHERE id = @Id
