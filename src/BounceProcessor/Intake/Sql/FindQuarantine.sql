SELECT
  id, company, mailbox, generation, mail_key, position, state, fault, headers_only, size_bytes, received_at, quarantined_at,
  fingerprint, attempts, last_attempt_at, tried_by, decided_at
FROM quarantine
WHERE id = @Id
