UPDATE address_marks
SET mark_kind = @MarkKind, reason = @Reason, note = @Note, marked_by = @MarkedBy, expires_at = @ExpiresAt, changed_at = @ChangedAt
WHERE company = @Company AND id = @Id AND released_at IS NULL
