-- Known from now on, so that the same bytes are neither filed nor set aside again.
INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at, erased_at)
SELECT company, mailbox, @Hash, size_bytes, headers_only, received_at, quarantined_at, @At
FROM quarantine
WHERE id = @Id
ON CONFLICT DO NOTHING
