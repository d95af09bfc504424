UPDATE transmissions
SET state = 'sending', owner = @Owner, take = take + 1, changed_at = @Now
WHERE state = 'waiting' AND id IN (
  SELECT id
  FROM transmissions
  WHERE state = 'waiting' AND server = @Server AND priority = @Priority AND next_at <= @Now
  ORDER BY next_at, id
  LIMIT @Limit
)
RETURNING id, take
