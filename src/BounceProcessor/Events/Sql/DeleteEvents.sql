DELETE FROM events
WHERE id IN (
  SELECT id
  FROM events
  WHERE company = @Company
    AND started_at < @Before
  ORDER BY started_at, id
  LIMIT @Limit
)
