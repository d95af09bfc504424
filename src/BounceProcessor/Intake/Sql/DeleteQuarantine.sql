DELETE FROM quarantine
WHERE id IN (
  SELECT id
  FROM quarantine
  WHERE quarantined_at < @Before AND COALESCE(decided_at, quarantined_at) < @Before
  ORDER BY quarantined_at, id
  LIMIT @Limit
)
RETURNING company
