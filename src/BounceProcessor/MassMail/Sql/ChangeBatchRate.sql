UPDATE batches SET rate_per_minute = @RatePerMinute, next_at = NULL, changed_at = @At WHERE id = @BatchId AND company = @Company
  AND state IN ('draft', 'running', 'paused')
