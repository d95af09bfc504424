SELECT started_at, took_ms, status, error, response
FROM webhook_attempts
WHERE message_id = @MessageId AND (@Company IS NULL OR company = @Company)
ORDER BY id
LIMIT @Limit
