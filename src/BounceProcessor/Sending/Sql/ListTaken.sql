SELECT id, company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, reply, queue_id, changed_at, take
FROM transmissions
WHERE id IN (SELECT value FROM json_each(@Transmissions))
ORDER BY priority, next_at, id
LIMIT 1000
