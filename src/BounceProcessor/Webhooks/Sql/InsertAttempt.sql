INSERT INTO webhook_attempts (company, message_id, started_at, took_ms, status, error, response)
VALUES (@Company, @MessageId, @StartedAt, @TookMs, @Status, @Error, @Response)
