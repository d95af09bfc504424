UPDATE runs
SET
  started_at = sums.started_at,
  last_started_at = sums.last_started_at,
  ended_at = sums.ended_at,
  times = sums.times,
  worked_ms = sums.worked_ms,
  seen = sums.seen,
  known = sums.known,
  new_mails = sums.new_mails,
  bounces = sums.bounces,
  not_bounces = sums.not_bounces,
  duplicates = sums.duplicates,
  left_over = sums.left_over,
  events_added = sums.events_added,
  events_updated = sums.events_updated,
  settled = sums.settled
FROM (
  SELECT
    MIN(id) AS id, MIN(started_at) AS started_at, MAX(COALESCE(last_started_at, started_at)) AS last_started_at, MAX(ended_at) AS ended_at,
    SUM(times) AS times, SUM(worked_ms) AS worked_ms, SUM(seen) AS seen, SUM(known) AS known, SUM(new_mails) AS new_mails,
    SUM(bounces) AS bounces, SUM(not_bounces) AS not_bounces, SUM(duplicates) AS duplicates, SUM(left_over) AS left_over,
    SUM(events_added) AS events_added, SUM(events_updated) AS events_updated, SUM(settled) AS settled
  FROM runs
  WHERE mailbox = @Mailbox AND company = @Company AND started_at >= @From AND started_at < @Till
    AND ended_at IS NOT NULL AND error IS NULL AND quarantined = 0
) AS sums
WHERE runs.id = sums.id
RETURNING id
