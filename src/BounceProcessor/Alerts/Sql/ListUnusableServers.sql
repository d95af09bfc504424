-- What the outbox knows of servers that only people can mend, and whose mail waits for them.
SELECT
  unusable.server,
  unusable.cause,
  unusable.reply,
  unusable.rest_until,
  (SELECT COUNT(*) FROM (SELECT 1 FROM transmissions WHERE transmissions.server = unusable.server AND state = 'waiting' LIMIT 1000)) AS waiting,
  (SELECT MIN(company) FROM (SELECT company FROM transmissions WHERE transmissions.server = unusable.server AND state = 'waiting' LIMIT 1000)) AS first_company,
  (SELECT MAX(company) FROM (SELECT company FROM transmissions WHERE transmissions.server = unusable.server AND state = 'waiting' LIMIT 1000)) AS last_company
FROM outbox_servers AS unusable
WHERE unusable.cause <> 'connection'
ORDER BY unusable.server
LIMIT 10000
