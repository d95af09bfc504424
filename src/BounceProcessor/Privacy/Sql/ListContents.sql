SELECT id, size_bytes
FROM mail_contents
WHERE id > @After
ORDER BY id
LIMIT @Limit
