SELECT content.compressed, mail.size_bytes
FROM sent_contents AS content
JOIN sent_mails AS mail ON mail.id = content.mail_id
WHERE content.company = @Company AND content.mail_id = @MailId
