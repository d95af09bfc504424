INSERT INTO erasures (
  company, address_hash, salt, iterations, requested_by, reason, started_at, step, position,
  raw_mails, events_removed, events_redacted, quarantined, other_rows
)
VALUES (@Company, @Hash, @Salt, @Iterations, @By, @Reason, @StartedAt, 0, 0, 0, 0, 0, 0, 0)
RETURNING id
