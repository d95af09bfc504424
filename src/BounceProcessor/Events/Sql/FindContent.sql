SELECT c.size_bytes, c.compressed
FROM mails m
JOIN mail_contents c ON c.hash = m.hash
WHERE m.id = @MailId
  AND m.erased_at IS NULL
