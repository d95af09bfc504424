SELECT COUNT(*)
FROM quarantine
WHERE (@Mailbox IS NULL OR mailbox = @Mailbox)
  AND (@All OR state IN ('waiting', 'stuck'))
