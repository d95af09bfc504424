INSERT INTO quarantine (
  company, mailbox, generation, mail_key, fault, headers_only, size_bytes, compressed, received_at, quarantined_at
)
VALUES (
  @Company, @Mailbox, @Generation, @Key, @Fault, @HeadersOnly, @SizeBytes, @Compressed, @ReceivedAt, @QuarantinedAt
)
