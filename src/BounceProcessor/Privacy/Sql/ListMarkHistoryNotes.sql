SELECT id, company, note AS first, NULL AS second
FROM address_mark_history
WHERE id > @After
ORDER BY id
LIMIT @Limit
