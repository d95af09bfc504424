INSERT INTO runs (
  company, mailbox, started_at, seen, known, new_mails, bounces, not_bounces, duplicates, quarantined, left_over,
  events_added, events_updated, settled
)
VALUES (@Company, @Mailbox, @StartedAt, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
RETURNING id
