UPDATE address_marks
SET released_at = @ReleasedAt, released_by = @ReleasedBy, release_reason = @ReleaseReason, release_note = @ReleaseNote, changed_at = @ChangedAt
WHERE company = @Company AND id = @Id AND released_at IS NULL
