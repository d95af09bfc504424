SELECT DISTINCT company
FROM sent_contents
ORDER BY company
LIMIT 100000
