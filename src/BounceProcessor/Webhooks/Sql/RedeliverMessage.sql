UPDATE webhook_messages
SET state = 'waiting', attempts = 0, next_at = @Now, changed_at = @Now
WHERE id = @Id
  AND (@Company IS NULL OR company = @Company)
  AND EXISTS (SELECT 1 FROM webhook_endpoints AS w WHERE w.id = endpoint_id AND w.removed_at IS NULL)
