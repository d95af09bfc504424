SELECT
  m.id, m.company, m.endpoint_id, m.type, m.subject_id, m.first_change, m.last_change, m.occurred_at, m.created_at, m.state, m.attempts, m.next_at,
  a.started_at, a.took_ms, a.status, a.error, a.response
FROM webhook_messages AS m
LEFT JOIN webhook_attempts AS a ON a.id = (SELECT MAX(last.id) FROM webhook_attempts AS last WHERE last.message_id = m.id)
WHERE m.endpoint_id = @EndpointId AND (@Company IS NULL OR m.company = @Company)
ORDER BY m.id DESC
LIMIT @Limit
