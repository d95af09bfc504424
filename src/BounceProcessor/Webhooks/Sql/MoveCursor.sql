UPDATE webhook_cursors
SET position = @To
WHERE source = @Name
