SELECT id, company, mailbox, condition, event_id, raised_at
FROM alerts
WHERE resolved_at IS NULL
ORDER BY raised_at, id
LIMIT 10000
