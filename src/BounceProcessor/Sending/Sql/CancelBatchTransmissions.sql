UPDATE transmissions SET state = 'cancelled', changed_at = @Now
WHERE company = @Company AND state IN ('waiting', 'held', 'sending') AND mail_id IN (SELECT id FROM sent_mails WHERE batch_id = @BatchId AND company = @Company)
