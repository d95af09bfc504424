SELECT
  id, company, mailbox, started_at, ended_at, seen, known, new_mails AS new, bounces, not_bounces, duplicates, quarantined,
  left_over AS left, events_added, events_updated, settled, error
FROM runs
WHERE (@Mailbox IS NULL OR mailbox = @Mailbox)
ORDER BY started_at DESC, id DESC
LIMIT @Limit
