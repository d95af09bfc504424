SELECT
  COALESCE(good.id, 0) AS last_run_id,
  COALESCE(good.times, 0) AS last_run_times,
  COALESCE(good.last_started_at, good.started_at) AS last_started_at,
  good.ended_at AS last_ended_at,
  COALESCE(newest.left_over, 0) AS "left",
  newest.error AS fault,
  (SELECT COUNT(*) FROM quarantine WHERE mailbox = @Mailbox AND state IN ('waiting', 'stuck')) AS quarantined,
  EXISTS (SELECT 1 FROM mailbox_leases WHERE mailbox = @Mailbox AND expires_at > @Now) AS is_leased
FROM (SELECT 1 AS one) AS always
LEFT JOIN runs AS good ON good.id = (
  SELECT id
  FROM runs
  WHERE mailbox = @Mailbox AND ended_at IS NOT NULL AND error IS NULL
  ORDER BY id DESC
  LIMIT 1
)
LEFT JOIN runs AS newest ON newest.id = (
  SELECT id
  FROM runs
  WHERE mailbox = @Mailbox AND ended_at IS NOT NULL
  ORDER BY started_at DESC, id DESC
  LIMIT 1
)
