UPDATE transmissions
SET state = 'cancelled', changed_at = @Now
WHERE company = @Company AND state IN ('waiting', 'held', 'sending')
  AND mail_id IN (SELECT mail.id FROM sent_mails AS mail WHERE mail.company = @Company AND (mail.id = @MailId OR mail.batch_id = @BatchId))
RETURNING id, mail_id, server
