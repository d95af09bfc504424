UPDATE batch_rows SET state = 'stopped', changed_at = @At WHERE batch_id = @BatchId AND company = @Company AND state = 'ready'
