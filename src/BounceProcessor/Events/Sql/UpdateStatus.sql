UPDATE events
SET status = @Status, changed_at = @At, changed_by = @By
WHERE id = @Id
