INSERT INTO api_tokens (company, name, token_hash, prefix, scopes, created_at, created_by, expires_at)
VALUES (@Company, @Name, @TokenHash, @Prefix, @Scopes, @CreatedAt, @CreatedBy, @ExpiresAt)
RETURNING id, company, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
