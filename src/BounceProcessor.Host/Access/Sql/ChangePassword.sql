-- Bound to the old stamp: of two changes at once the second finds nothing.
UPDATE users
SET password_hash = @PasswordHash, security_stamp = @SecurityStamp, failed_count = 0, locked_until = 0, changed_at = @Now
WHERE id = @Id AND security_stamp = @OldStamp
RETURNING id AS Id, name AS Name, password_hash AS PasswordHash, security_stamp AS SecurityStamp
