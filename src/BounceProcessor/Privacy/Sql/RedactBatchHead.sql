UPDATE batches
SET name = @First, subject_template = @Second
WHERE id = @Id
