SELECT
  id, company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, reply, queue_id, changed_at
FROM transmissions
WHERE mail_id IN @Mails AND state <> 'done' AND state <> 'cancelled'
ORDER BY mail_id, id
LIMIT 50000
