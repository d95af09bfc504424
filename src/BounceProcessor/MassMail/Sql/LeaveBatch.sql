UPDATE batches SET owner = NULL, owned_until = NULL WHERE id = @BatchId AND company = @Company AND owner = @Owner
