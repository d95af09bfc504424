SELECT token
FROM canaries
WHERE token IN (SELECT value FROM json_each(@Tokens))
ORDER BY token
LIMIT 10000
