SELECT m.id AS mail_id, c.compressed
FROM mails m
JOIN mail_contents c ON c.hash = m.hash
WHERE m.id IN @MailIds
  AND m.erased_at IS NULL
ORDER BY m.id
