SELECT c.value AS company, (SELECT MIN(accepted_at) FROM sent_mails WHERE company = c.value) AS since
FROM json_each(@Companies) c
WHERE EXISTS (SELECT 1 FROM sent_mails WHERE company = c.value)
ORDER BY c.value
LIMIT 100000
