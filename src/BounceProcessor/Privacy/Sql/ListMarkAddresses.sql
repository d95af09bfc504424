SELECT id, company, address AS first, address_key AS second
FROM address_marks
WHERE id > @After
ORDER BY id
LIMIT @Limit
