UPDATE webhook_endpoints
SET is_active = 0, removed_at = @Now
WHERE id = @Id AND (@Company IS NULL OR company = @Company) AND removed_at IS NULL
