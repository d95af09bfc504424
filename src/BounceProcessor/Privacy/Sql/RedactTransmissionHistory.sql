UPDATE transmission_history
SET server = @First, text = @Second
WHERE id = @Id
