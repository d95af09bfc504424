SELECT id, company, mail_id, transmission_id, kind, address, address_key, state, reply, returned, event_id, changed_at
FROM sent_recipients
WHERE state = 'waiting' AND transmission_id IN @Transmissions
ORDER BY transmission_id, id
LIMIT 50000
