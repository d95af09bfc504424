-- Changes nothing when it was paused or another process took it over meanwhile: what was about to be put into the outbox is then taken back.
UPDATE batches SET next_at = @NextAt, owned_until = @Until WHERE id = @BatchId AND company = @Company AND state = 'running' AND owner = @Owner
