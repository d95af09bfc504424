UPDATE sent_mails
SET subject = @First, document = @Second
WHERE id = @Id
