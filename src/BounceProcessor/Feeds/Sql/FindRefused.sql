SELECT
  r.mail_id,
  r.address, r.kind, r.state, r.reply, r.returned, r.event_id, COALESCE(t.attempts, 0) AS tries,
  CASE WHEN r.state = 'waiting' AND t.state = 'waiting' THEN t.next_at END AS next_try_at, t.server, r.changed_at
FROM events AS e
JOIN sent_recipients AS r ON r.mail_id = e.sent_mail_id AND r.event_id = e.id
LEFT JOIN transmissions AS t ON t.id = r.transmission_id
WHERE e.company = @Company AND e.id = @EventId AND r.company = @Company
ORDER BY r.id
LIMIT 1
