DELETE FROM webhook_messages
WHERE id IN (
  SELECT id
  FROM webhook_messages
  WHERE state <> 'waiting' AND changed_at < @Before
  ORDER BY changed_at, id
  LIMIT @Limit
)
