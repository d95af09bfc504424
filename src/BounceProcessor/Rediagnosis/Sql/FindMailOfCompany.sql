-- Whether a company has filed the bytes of a mail.
SELECT COUNT(*)
FROM mails m
JOIN mails other ON other.hash = m.hash
WHERE m.id = @MailId
  AND other.company = @Company
