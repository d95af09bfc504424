INSERT INTO address_marks (
  company, address, address_key, mark_kind, reason, note, since, event_id, marked_by, expires_at, changed_at
)
VALUES (
  @Company, @Address, @AddressKey, @MarkKind, @Reason, @Note, @Since, @EventId, @MarkedBy, @ExpiresAt, @ChangedAt
)
RETURNING id
