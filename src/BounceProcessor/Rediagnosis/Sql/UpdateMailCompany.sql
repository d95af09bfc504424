UPDATE mails
SET company = @Company
WHERE id = @MailId
