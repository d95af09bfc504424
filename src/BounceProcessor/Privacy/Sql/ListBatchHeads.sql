SELECT id, company, name AS first, subject_template AS second
FROM batches
WHERE id > @After
ORDER BY id
LIMIT @Limit
