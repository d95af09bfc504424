SELECT id, company, customer AS first, idempotency_key AS second
FROM sent_mails
WHERE id > @After
ORDER BY id
LIMIT @Limit
