SELECT mailbox, company, started_at / 86400000 AS day
FROM runs
WHERE started_at < @Before AND ended_at IS NOT NULL AND error IS NULL AND quarantined = 0
GROUP BY mailbox, company, started_at / 86400000
HAVING COUNT(*) > 1
ORDER BY day, mailbox, company
LIMIT @Limit
