-- What waits besides, because it was put off in the same try, goes on waiting.
UPDATE transmissions
SET
  state = CASE
    WHEN @WasSent AND NOT EXISTS (
      SELECT 1
      FROM sent_recipients AS recipient
      WHERE recipient.transmission_id = transmissions.id AND recipient.state = 'waiting'
    ) THEN 'done'
    ELSE 'waiting'
  END,
  next_at = @Now, expires_at = @ExpiresAt, changed_at = @Now
WHERE company = @Company AND state = 'unsure'
  AND mail_id IN (SELECT mail.id FROM sent_mails AS mail WHERE mail.company = @Company AND (mail.id = @MailId OR mail.batch_id = @BatchId))
RETURNING id, mail_id, server
