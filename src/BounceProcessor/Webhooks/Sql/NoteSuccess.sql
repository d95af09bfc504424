UPDATE webhook_endpoints
SET failing_since = NULL, failures = 0, rests_until = 0
WHERE id = @Id AND company = @Company AND failures > 0
