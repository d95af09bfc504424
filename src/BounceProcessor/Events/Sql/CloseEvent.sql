UPDATE events
SET status = @Status, changed_at = @At, changed_by = 'system'
WHERE id = @Id
