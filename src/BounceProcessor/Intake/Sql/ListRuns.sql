SELECT
  id, company, mailbox, started_at, last_started_at, ended_at, times, worked_ms, seen, known, new_mails AS new, bounces, not_bounces,
  duplicates, quarantined, left_over AS left, events_added, events_updated, settled, error
FROM runs
WHERE (@Mailbox IS NULL OR mailbox = @Mailbox)
  AND (@Since IS NULL OR COALESCE(ended_at, started_at) >= @Since)
  AND (
    NOT @OnlyFaults
    OR error IS NOT NULL
    OR quarantined > 0
    OR (
      ended_at IS NULL
      AND NOT EXISTS (
        SELECT 1
        FROM mailbox_leases AS lease
        WHERE lease.mailbox = runs.mailbox AND lease.expires_at > @Now AND lease.taken_at <= runs.started_at
      )
    )
  )
ORDER BY started_at DESC, id DESC
LIMIT @Limit OFFSET @Offset
