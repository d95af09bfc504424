UPDATE transmissions SET state = 'held', changed_at = @Now
WHERE company = @Company AND state IN ('waiting', 'sending') AND mail_id IN (SELECT id FROM sent_mails WHERE batch_id = @BatchId AND company = @Company)
