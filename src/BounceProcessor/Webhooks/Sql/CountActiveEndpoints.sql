SELECT COUNT(*)
FROM webhook_endpoints
WHERE is_active = 1
