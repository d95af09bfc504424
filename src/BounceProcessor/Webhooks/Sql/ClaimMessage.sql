-- The oldest that is due. The try is counted before it is made, so that one that ends the process counts too.
UPDATE webhook_messages
SET attempts = attempts + 1, next_at = @Until, changed_at = @Now
WHERE id = (
  SELECT id
  FROM webhook_messages
  WHERE endpoint_id = @EndpointId AND company = @Company AND state = 'waiting' AND next_at <= @Now
  ORDER BY id
  LIMIT 1
)
RETURNING id, company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, attempts, next_at
