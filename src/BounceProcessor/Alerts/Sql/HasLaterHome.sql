SELECT EXISTS (
  SELECT 1
  FROM canaries
  WHERE mailbox = @Mailbox
    AND outcome = 'home'
    AND sent_at > @SentAt
)
