SELECT id, company, server AS first, queue_id AS second
FROM transmissions
WHERE id > @After
ORDER BY id
LIMIT @Limit
