INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at)
VALUES (@Company, @Mailbox, @Hash, @SizeBytes, 0, @At, @At)
RETURNING id
