SELECT events.id AS event_id, canaries.sent_at, events.filed_at
FROM canaries
JOIN events ON events.original_message_id = canaries.message_id
WHERE canaries.sent_at >= @Since
  AND events.status = 'new'
  AND events.changed_by = 'system'
ORDER BY events.id
LIMIT 1000
