-- What the outbox knows of servers that refused the sign-in, and whose mail waits for them.
SELECT
  refusing.server,
  refusing.reply,
  refusing.rest_until,
  (SELECT COUNT(*) FROM (SELECT 1 FROM transmissions WHERE transmissions.server = refusing.server AND state = 'waiting' LIMIT 1000)) AS waiting,
  (SELECT MIN(company) FROM (SELECT company FROM transmissions WHERE transmissions.server = refusing.server AND state = 'waiting' LIMIT 1000)) AS first_company,
  (SELECT MAX(company) FROM (SELECT company FROM transmissions WHERE transmissions.server = refusing.server AND state = 'waiting' LIMIT 1000)) AS last_company
FROM outbox_servers AS refusing
WHERE refusing.is_sign_in = 1
ORDER BY refusing.server
LIMIT 10000
