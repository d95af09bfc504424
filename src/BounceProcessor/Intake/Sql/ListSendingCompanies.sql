SELECT company FROM sent_mails
UNION
SELECT company FROM batches
ORDER BY company
LIMIT 100000
