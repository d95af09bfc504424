SELECT id, company, value_before AS first, value_after AS second
FROM history
WHERE id > @After
ORDER BY id
LIMIT @Limit
