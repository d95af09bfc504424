DELETE FROM address_marks
WHERE id IN (
  SELECT id
  FROM address_marks
  WHERE company = @Company AND COALESCE(released_at, expires_at) < @Before
  ORDER BY id
  LIMIT @Limit
)
