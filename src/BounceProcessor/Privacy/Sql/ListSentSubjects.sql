SELECT id, company, subject AS first, document AS second
FROM sent_mails
WHERE id > @After
ORDER BY id
LIMIT @Limit
