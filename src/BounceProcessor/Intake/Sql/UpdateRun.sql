UPDATE runs
SET
  ended_at = @EndedAt,
  worked_ms = @WorkedMs,
  seen = @Seen,
  known = @Known,
  new_mails = @New,
  bounces = @Bounces,
  not_bounces = @NotBounces,
  duplicates = @Duplicates,
  quarantined = @Quarantined,
  left_over = @Left,
  events_added = @EventsAdded,
  events_updated = @EventsUpdated,
  settled = @Settled,
  error = @Error
WHERE id = @Id
