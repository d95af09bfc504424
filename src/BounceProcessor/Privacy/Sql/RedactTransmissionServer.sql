UPDATE transmissions
SET server = @First, queue_id = @Second
WHERE id = @Id
