-- The companies that have these bytes.
SELECT m.company
FROM mail_contents c
JOIN mails m ON m.hash = c.hash
WHERE c.id = @Id
  AND m.erased_at IS NULL
ORDER BY m.company
LIMIT 100000
