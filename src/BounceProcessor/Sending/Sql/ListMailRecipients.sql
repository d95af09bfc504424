SELECT id, company, mail_id, transmission_id, kind, address, address_key, state, reply, returned, event_id, changed_at
FROM sent_recipients
WHERE company = @Company AND mail_id = @MailId
ORDER BY id
LIMIT 500
