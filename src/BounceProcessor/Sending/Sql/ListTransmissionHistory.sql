SELECT id, transmission_id, at, changed_by, action, server, text
FROM transmission_history
WHERE company = @Company AND mail_id = @MailId
ORDER BY id
LIMIT 1000
