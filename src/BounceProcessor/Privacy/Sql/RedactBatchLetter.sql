UPDATE batches
SET text_template = @First, html_template = @Second
WHERE id = @Id
