SELECT owner FROM batches WHERE id = @BatchId AND company = @Company
