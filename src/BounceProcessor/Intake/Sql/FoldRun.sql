UPDATE runs
SET
  ended_at = @EndedAt,
  last_started_at = @StartedAt,
  times = times + 1,
  worked_ms = worked_ms + @WorkedMs,
  seen = seen + @Seen,
  known = known + @Known
WHERE id = (
    SELECT id
    FROM runs
    WHERE mailbox = @Mailbox AND started_at <= @StartedAt AND id <> @Id
    ORDER BY started_at DESC, id DESC
    LIMIT 1
  )
  AND company = @Company
  AND started_at >= @Day
  AND ended_at IS NOT NULL
  AND new_mails = 0
  AND settled = 0
  AND (error = @Error OR (error IS NULL AND @Error IS NULL))
RETURNING id
