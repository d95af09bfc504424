-- From one server to the next along the index, however many mails wait for each.
WITH RECURSIVE servers (server) AS (
  SELECT MIN(server)
  FROM transmissions
  WHERE state = 'waiting'
  UNION ALL
  SELECT (SELECT MIN(next.server) FROM transmissions AS next WHERE next.state = 'waiting' AND next.server > servers.server)
  FROM servers
  WHERE servers.server IS NOT NULL
)
SELECT server
FROM servers
WHERE server IS NOT NULL
  AND EXISTS (
    SELECT 1
    FROM transmissions AS due
    WHERE due.state = 'waiting' AND due.server = servers.server AND due.next_at <= @Now
  )
ORDER BY server
LIMIT 10000
