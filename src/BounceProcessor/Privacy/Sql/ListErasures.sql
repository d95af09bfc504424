SELECT
  id, company, requested_by, reason, started_at, ended_at, step, position,
  raw_mails, events_removed, events_redacted, quarantined, other_rows
FROM erasures
WHERE address_hash = @Hash
ORDER BY id
LIMIT 10000
