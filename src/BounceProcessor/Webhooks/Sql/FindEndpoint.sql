SELECT
  w.id, w.company, w.url, w.event_types, w.is_active, w.disabled_because, w.created_at, w.created_by, w.failing_since, w.failures, w.rests_until,
  w.before_until,
  (SELECT COUNT(*) FROM webhook_messages AS m WHERE m.endpoint_id = w.id AND m.state = 'waiting') AS waiting
FROM webhook_endpoints AS w
WHERE w.id = @Id AND (@Company IS NULL OR w.company = @Company) AND w.removed_at IS NULL
