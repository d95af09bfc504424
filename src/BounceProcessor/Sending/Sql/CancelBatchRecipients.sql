UPDATE sent_recipients SET state = 'cancelled', changed_at = @Now
WHERE company = @Company AND state = 'waiting' AND mail_id IN (SELECT id FROM sent_mails WHERE batch_id = @BatchId AND company = @Company)
  AND transmission_id IN (
    SELECT t.id FROM transmissions t JOIN sent_mails m ON m.id = t.mail_id WHERE m.batch_id = @BatchId AND t.company = @Company AND t.state IN ('waiting', 'held', 'sending'))
