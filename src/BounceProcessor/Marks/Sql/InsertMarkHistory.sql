INSERT INTO address_mark_history (company, mark_id, changed_at, changed_by, mark_change, mark_kind, reason, event_id, expires_at, note)
VALUES (@Company, @MarkId, @ChangedAt, @ChangedBy, @MarkChange, @MarkKind, @Reason, @EventId, @ExpiresAt, @Note)
