SELECT id, company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, attempts, next_at
FROM webhook_messages
WHERE id = @Id AND (@Company IS NULL OR company = @Company)
