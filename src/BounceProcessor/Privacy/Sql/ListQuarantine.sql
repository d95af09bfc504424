SELECT id, company, fault, size_bytes, compressed
FROM quarantine
WHERE id > @After
ORDER BY id
LIMIT @Limit
