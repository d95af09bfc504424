UPDATE transmissions
SET state = 'waiting', next_at = @Now, expires_at = @ExpiresAt, changed_at = @Now
WHERE company = @Company AND state = 'held'
  AND mail_id IN (SELECT mail.id FROM sent_mails AS mail WHERE mail.company = @Company AND (mail.id = @MailId OR mail.batch_id = @BatchId))
RETURNING id, mail_id, server
