-- What was broken off under other rules or with another filter will not be gone on with.
UPDATE rediagnoses
SET ended_at = @At
WHERE ended_at IS NULL
