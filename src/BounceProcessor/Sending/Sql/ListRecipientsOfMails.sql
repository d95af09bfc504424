SELECT id, company, mail_id, transmission_id, kind, address, address_key, state, reply, returned, event_id, changed_at
FROM sent_recipients
WHERE mail_id IN @Mails
ORDER BY mail_id, id
LIMIT 50000
