SELECT s.started_at, s.ended_at, s.started_by, c.company, c.raw_mails, c.events, c.quarantined, c.runs, c.sent_mails
FROM retention_sweeps s
JOIN retention_sums c ON c.sweep_id = s.id
ORDER BY s.id DESC, c.company
LIMIT @Limit
