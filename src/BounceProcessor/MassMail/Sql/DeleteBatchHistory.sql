DELETE FROM batch_history WHERE batch_id = @BatchId AND company = @Company
