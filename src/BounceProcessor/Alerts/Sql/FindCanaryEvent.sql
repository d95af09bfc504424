SELECT id, mail_id, filed_at
FROM events
WHERE original_message_id = @MessageId
  AND kind = 'failure'
ORDER BY id
LIMIT 1
