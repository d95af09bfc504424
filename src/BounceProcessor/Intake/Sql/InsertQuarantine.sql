INSERT INTO quarantine (
  company, mailbox, generation, mail_key, position, hash, fault, headers_only, size_bytes, compressed, received_at, quarantined_at,
  state, fingerprint, attempts, last_attempt_at
)
VALUES (
  @Company, @Mailbox, @Generation, @Key, @Position, @Hash, @Fault, @HeadersOnly, @SizeBytes, @Compressed, @ReceivedAt, @Now,
  'waiting', @Fingerprint, 1, @Now
)
RETURNING id
