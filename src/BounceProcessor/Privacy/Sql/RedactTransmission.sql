UPDATE transmissions
SET envelope_sender = @First, reply = @Second
WHERE id = @Id
