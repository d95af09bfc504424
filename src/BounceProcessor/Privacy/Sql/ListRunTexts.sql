SELECT id, company, error AS first, NULL AS second
FROM runs
WHERE id > @After
ORDER BY id
LIMIT @Limit
