SELECT id, company, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
FROM api_tokens
WHERE token_hash = @TokenHash
