UPDATE api_tokens
SET last_used_at = @Now
WHERE company = @Company AND id = @Id AND (last_used_at IS NULL OR last_used_at <= @Before)
