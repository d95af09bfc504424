INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, occurred_at, created_at, state, attempts, next_at, changed_at)
VALUES (@Company, @EndpointId, 'webhook.test', 0, @Now, @Now, 'waiting', 1, @Until, @Now)
RETURNING id, company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, attempts, next_at
