SELECT mailbox, started_at / 60000 AS minute, COUNT(*) AS bounces
FROM events
WHERE id > @After
  AND id <= @UpTo
  AND kind IN ('failure', 'delay')
GROUP BY mailbox, started_at / 60000
ORDER BY mailbox, minute
LIMIT 1000000
