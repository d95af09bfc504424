DELETE FROM events
WHERE id IN (
  SELECT id
  FROM events
  WHERE started_at < @Before
  ORDER BY started_at, id
  LIMIT @Limit
)
