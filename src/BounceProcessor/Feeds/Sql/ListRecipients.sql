SELECT
  r.address, r.kind, r.state, r.reply, r.returned, r.event_id, COALESCE(t.attempts, 0) AS tries,
  CASE WHEN r.state = 'waiting' AND t.state = 'waiting' THEN t.next_at END AS next_try_at, t.server, r.changed_at
FROM sent_recipients AS r
LEFT JOIN transmissions AS t ON t.id = r.transmission_id
WHERE r.company = @Company AND r.mail_id = @MailId
ORDER BY r.id
LIMIT 1000
