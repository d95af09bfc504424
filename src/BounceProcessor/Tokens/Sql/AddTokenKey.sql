-- Writes nothing when another process was first.
INSERT INTO token_keys (id, encrypted, created_at, verifies_until)
SELECT @Id, @Encrypted, @Now, NULL
WHERE COALESCE((SELECT MAX(id) FROM token_keys), 0) = @Id - 1
ON CONFLICT (id) DO NOTHING
