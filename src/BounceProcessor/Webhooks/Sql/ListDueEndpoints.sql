SELECT w.company, w.id
FROM webhook_endpoints AS w
WHERE w.is_active = 1
  AND w.rests_until <= @Now
  AND EXISTS (SELECT 1 FROM webhook_messages AS m WHERE m.endpoint_id = w.id AND m.state = 'waiting' AND m.next_at <= @Now)
ORDER BY w.id
LIMIT @Limit
