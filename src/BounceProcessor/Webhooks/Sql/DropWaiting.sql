UPDATE webhook_messages
SET state = 'gone', changed_at = @Now
WHERE endpoint_id = @Id AND (@Company IS NULL OR company = @Company) AND state = 'waiting'
