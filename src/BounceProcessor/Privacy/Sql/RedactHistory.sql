UPDATE history
SET value_before = @First, value_after = @Second
WHERE id = @Id
