SELECT id, company, text_template AS first, html_template AS second
FROM batches
WHERE id > @After
ORDER BY id
LIMIT @Limit
