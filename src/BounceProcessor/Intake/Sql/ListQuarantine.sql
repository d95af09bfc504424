SELECT
  id, company, mailbox, generation, mail_key, position, state, SUBSTR(fault, 1, 500) AS fault, headers_only, size_bytes, received_at,
  quarantined_at, fingerprint, attempts, last_attempt_at, tried_by, decided_at
FROM quarantine
WHERE (@Mailbox IS NULL OR mailbox = @Mailbox)
  AND (@All OR state IN ('waiting', 'stuck'))
ORDER BY quarantined_at DESC, id DESC
LIMIT @Limit OFFSET @Offset
