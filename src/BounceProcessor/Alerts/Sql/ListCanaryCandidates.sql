SELECT id, mail_id, filed_at
FROM events
WHERE id > @LookedTo
  AND id <= @UpTo
  AND mailbox = @Mailbox
  AND recipient_key IN ('', @RecipientKey)
  AND kind = 'failure'
ORDER BY id
LIMIT @Limit
