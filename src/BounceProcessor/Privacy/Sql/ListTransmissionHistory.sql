SELECT id, company, server AS first, text AS second
FROM transmission_history
WHERE id > @After
ORDER BY id
LIMIT @Limit
