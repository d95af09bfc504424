DELETE FROM batch_rows WHERE batch_id = @BatchId AND company = @Company
