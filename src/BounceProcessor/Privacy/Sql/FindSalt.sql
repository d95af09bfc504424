SELECT salt
FROM erasures
ORDER BY id
LIMIT 1
