SELECT name, encrypted, changed_at
FROM secrets
ORDER BY name_key, id
LIMIT 10000
