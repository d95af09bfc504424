UPDATE sent_recipients
SET address = @First, address_key = CASE WHEN address = @First THEN address_key ELSE @First END, reply = @Second
WHERE id = @Id
