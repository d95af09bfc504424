SELECT COUNT(*)
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
