SELECT server, faults, rest_until, is_sign_in, reply, changed_at
FROM outbox_servers
ORDER BY server
LIMIT 10000
