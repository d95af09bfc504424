DELETE FROM mail_contents
WHERE id = @Id
  AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.hash = mail_contents.hash AND m.erased_at IS NULL)
