UPDATE erasures
SET
  step = @Step,
  position = @Position,
  raw_mails = @RawMails,
  events_removed = @EventsRemoved,
  events_redacted = @EventsRedacted,
  quarantined = @Quarantined,
  other_rows = @OtherRows,
  ended_at = @EndedAt
WHERE id = @Id
