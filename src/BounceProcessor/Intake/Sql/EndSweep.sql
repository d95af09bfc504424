UPDATE retention_sweeps
SET ended_at = @At
WHERE id = @Sweep
