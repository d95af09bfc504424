UPDATE sent_mails
SET from_address = @First, reply_to = @Second
WHERE id = @Id
