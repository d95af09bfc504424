SELECT id, company, note AS first, NULL AS second
FROM quarantine_history
WHERE id > @After
ORDER BY id
LIMIT @Limit
