UPDATE webhook_endpoints
SET
  active_since = CASE WHEN is_active = 1 THEN active_since ELSE @Now END,
  is_active = 1,
  disabled_because = NULL,
  failing_since = NULL,
  failures = 0,
  rests_until = 0
WHERE id = @Id AND (@Company IS NULL OR company = @Company) AND removed_at IS NULL
