-- Nothing when the company has the mail, or when the mailbox had it before its company was known.
INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at)
SELECT @Company, @Mailbox, @Hash, @SizeBytes, @HeadersOnly, @ReceivedAt, @FiledAt
WHERE NOT EXISTS (
  SELECT 1
  FROM mails
  WHERE hash = @Hash
    AND (company = @Company OR (mailbox = @Mailbox AND (company = '' OR @Company = '')))
)
ON CONFLICT DO NOTHING
RETURNING id
