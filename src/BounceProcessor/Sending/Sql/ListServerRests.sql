SELECT server, faults, rest_until, cause AS cause_code, reply, changed_at
FROM outbox_servers
ORDER BY server
LIMIT 10000
