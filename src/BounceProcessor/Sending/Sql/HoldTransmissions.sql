UPDATE transmissions
SET state = 'held', changed_at = @Now
WHERE company = @Company AND state IN ('waiting', 'sending')
  AND mail_id IN (SELECT mail.id FROM sent_mails AS mail WHERE mail.company = @Company AND (mail.id = @MailId OR mail.batch_id = @BatchId))
RETURNING id, mail_id, server
