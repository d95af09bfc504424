SELECT id, company, fault, size_bytes, compressed
FROM quarantine
WHERE id = @Id
