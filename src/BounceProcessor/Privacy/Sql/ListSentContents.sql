SELECT content.mail_id AS id, content.company, mail.size_bytes, content.compressed
FROM sent_contents AS content
JOIN sent_mails AS mail ON mail.id = content.mail_id
WHERE content.mail_id > @After
ORDER BY content.mail_id
LIMIT @Limit
