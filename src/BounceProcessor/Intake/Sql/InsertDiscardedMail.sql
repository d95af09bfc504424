INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at)
SELECT company, mailbox, hash, size_bytes, headers_only, received_at, @Now
FROM quarantine
WHERE id = @Id AND hash IS NOT NULL
ON CONFLICT DO NOTHING
