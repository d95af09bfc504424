SELECT size_bytes, compressed
FROM quarantine
WHERE id = @Id AND LENGTH(compressed) > 0
