SELECT m.id, r.address, m.accepted_at, r.state, r.returned
FROM sent_mails m
JOIN sent_recipients r ON r.company = m.company AND r.mail_id = m.id
WHERE m.company = @Company AND m.resent_event_id = @EventId
ORDER BY m.id, r.id
LIMIT 50
