UPDATE quarantine
SET
  generation = @Generation,
  mail_key = @Key,
  position = @Position,
  fault = @Fault,
  fingerprint = @Fingerprint,
  attempts = attempts + 1,
  last_attempt_at = @Now
WHERE id = (
  SELECT id
  FROM quarantine
  WHERE hash = @Hash AND mailbox = @Mailbox AND generation <> @Generation AND state IN ('waiting', 'stuck')
  ORDER BY id
  LIMIT 1
)
RETURNING id
