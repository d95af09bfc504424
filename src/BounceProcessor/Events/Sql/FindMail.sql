SELECT id
FROM mails
WHERE hash = @Hash
  AND (company = @Company OR (mailbox = @Mailbox AND (company = '' OR @Company = '')))
ORDER BY id
LIMIT 1
