UPDATE runs
SET error = @First
WHERE id = @Id
