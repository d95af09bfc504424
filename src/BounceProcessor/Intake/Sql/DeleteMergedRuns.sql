DELETE FROM runs
WHERE mailbox = @Mailbox AND company = @Company AND started_at >= @From AND started_at < @Till
  AND ended_at IS NOT NULL AND error IS NULL AND quarantined = 0
  AND id <> @Id
