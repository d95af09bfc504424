SELECT started_at
FROM events
WHERE started_at >= @From
  AND started_at < @To
  AND mailbox = @Mailbox
  AND kind IN ('failure', 'delay')
  AND NOT EXISTS (
    SELECT 1
    FROM canaries
    WHERE canaries.event_id = events.id OR canaries.message_id = events.original_message_id
  )
ORDER BY started_at DESC, id DESC
LIMIT 1
