SELECT content.mail_id, mail.size_bytes, content.compressed
FROM sent_contents AS content
JOIN sent_mails AS mail ON mail.id = content.mail_id
WHERE content.mail_id IN (SELECT value FROM json_each(@Mails)) AND mail.size_bytes <= @Largest
ORDER BY content.mail_id
LIMIT 1000
