DELETE FROM batch_files WHERE batch_id = @BatchId AND company = @Company
