DELETE FROM runs
WHERE id = @Id
