UPDATE transmissions SET state = 'held', changed_at = @At
WHERE company = @Company AND state = 'waiting' AND mail_id IN (SELECT id FROM sent_mails WHERE batch_id = @BatchId AND company = @Company)
