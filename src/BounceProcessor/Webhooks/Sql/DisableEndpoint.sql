UPDATE webhook_endpoints
SET is_active = 0, disabled_because = @Because
WHERE id = @Id AND (@Company IS NULL OR company = @Company) AND removed_at IS NULL
