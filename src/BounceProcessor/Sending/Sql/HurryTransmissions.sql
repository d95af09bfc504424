UPDATE transmissions
SET state = 'waiting', next_at = @Now, expires_at = CASE WHEN expires_at > @Now THEN expires_at ELSE @ExpiresAt END, changed_at = @Now
WHERE company = @Company AND state IN ('waiting', 'held')
  AND mail_id IN (SELECT mail.id FROM sent_mails AS mail WHERE mail.company = @Company AND (mail.id = @MailId OR mail.batch_id = @BatchId))
RETURNING id, mail_id, server
