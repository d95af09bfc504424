SELECT server, largest_bytes, learned_at
FROM server_sizes
WHERE learned_at >= @Since
ORDER BY server
LIMIT 10000
