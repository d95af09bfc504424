UPDATE webhook_endpoints
SET
  failing_since = COALESCE(failing_since, @Now),
  failures = failures + 1,
  rests_until = @RestsUntil
WHERE id = @Id AND company = @Company
