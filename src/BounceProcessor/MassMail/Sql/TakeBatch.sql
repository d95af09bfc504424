UPDATE batches SET owner = @Owner, owned_until = @Until
WHERE id = @BatchId AND company = @Company AND state = 'running' AND (owner IS NULL OR owner = @Owner OR owner = @Dead OR owned_until < @Now OR owned_until > @Unlikely)
