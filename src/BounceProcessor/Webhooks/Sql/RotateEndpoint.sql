UPDATE webhook_endpoints
SET encrypted_before = encrypted, before_until = @Until, encrypted = @Encrypted
WHERE id = @Id AND (@Company IS NULL OR company = @Company) AND removed_at IS NULL
