SELECT id, company, address AS first, reply AS second
FROM sent_recipients
WHERE id > @After
ORDER BY id
LIMIT @Limit
