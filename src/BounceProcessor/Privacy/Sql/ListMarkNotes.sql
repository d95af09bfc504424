SELECT id, company, note AS first, release_note AS second
FROM address_marks
WHERE id > @After
ORDER BY id
LIMIT @Limit
