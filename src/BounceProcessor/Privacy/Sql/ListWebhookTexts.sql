SELECT id, company, error AS first, response AS second
FROM webhook_attempts
WHERE id > @After
ORDER BY id
LIMIT @Limit
