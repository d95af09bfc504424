SELECT id, encrypted, created_at, verifies_until
FROM token_keys
ORDER BY id DESC
LIMIT 1000
