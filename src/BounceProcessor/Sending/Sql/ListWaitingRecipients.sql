-- One parameter: with hundreds of them the driver takes longer to bind than the database to find.
SELECT id, company, mail_id, transmission_id, kind, address, address_key, state, reply, returned, event_id, changed_at
FROM sent_recipients
WHERE state = 'waiting' AND transmission_id IN (SELECT value FROM json_each(@Transmissions))
ORDER BY transmission_id, id
LIMIT 50000
