DELETE FROM batch_rows
WHERE id = @Id
