UPDATE batches SET state = 'draft', notices = @Notices, changed_at = @At WHERE id = @BatchId AND company = @Company AND state = 'loading'
