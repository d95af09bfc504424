INSERT INTO ledger_left (
  ledger_mailbox_id, mail_key, company, position, size_bytes, received_at, attempts, fault, first_tried_at, last_tried_at, next_try_at
)
VALUES (@Id, @Key, @Company, @Position, @SizeBytes, @ReceivedAt, @Attempts, @Fault, @FirstTriedAt, @LastTriedAt, @NextTryAt)
ON CONFLICT (ledger_mailbox_id, mail_key) DO UPDATE
SET
  attempts = excluded.attempts,
  fault = excluded.fault,
  last_tried_at = excluded.last_tried_at,
  next_try_at = excluded.next_try_at
