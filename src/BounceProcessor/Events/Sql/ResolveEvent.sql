UPDATE events
SET status = @Status, feedback = @Feedback, changed_at = @At, changed_by = @By
WHERE id = @Id
