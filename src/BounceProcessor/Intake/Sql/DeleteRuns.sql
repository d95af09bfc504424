DELETE FROM runs
WHERE id IN (
  SELECT id
  FROM runs
  WHERE started_at < @Before AND COALESCE(ended_at, started_at) < @Before
  ORDER BY started_at, id
  LIMIT @Limit
)
RETURNING company
