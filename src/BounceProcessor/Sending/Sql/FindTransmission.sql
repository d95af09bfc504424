SELECT
  id, company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, reply, queue_id, changed_at
FROM transmissions
WHERE company = @Company AND id = @Id
