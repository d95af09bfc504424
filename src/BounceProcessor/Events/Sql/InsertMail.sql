-- No RETURNING: SQLite would copy every page that the row touches before it writes it.
INSERT INTO mails (id, company, mailbox, hash, size_bytes, headers_only, received_at, filed_at)
VALUES (@Id, @Company, @Mailbox, @Hash, @SizeBytes, @HeadersOnly, @ReceivedAt, @FiledAt)
ON CONFLICT DO NOTHING
