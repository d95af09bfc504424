SELECT encrypted, CASE WHEN before_until > @Now THEN encrypted_before END AS encrypted_before
FROM webhook_endpoints
WHERE id = @Id AND company = @Company
