SELECT id, company, from_address AS first, reply_to AS second
FROM sent_mails
WHERE id > @After
ORDER BY id
LIMIT @Limit
