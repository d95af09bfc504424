SELECT
  id, company, mailbox, started_at, last_started_at, ended_at, times, worked_ms, seen, known, new_mails AS new, bounces, not_bounces,
  duplicates, quarantined, left_over AS left, events_added, events_updated, settled, error
FROM runs
WHERE mailbox = @Mailbox AND error IS NOT NULL
ORDER BY started_at DESC, id DESC
LIMIT 1
