UPDATE api_tokens
SET revoked_at = COALESCE(revoked_at, @Now), revoked_by = COALESCE(revoked_by, @By)
WHERE id = @Id AND (@Company IS NULL OR company = @Company)
RETURNING id, company, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
