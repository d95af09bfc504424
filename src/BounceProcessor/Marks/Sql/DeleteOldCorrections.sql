DELETE FROM address_corrections
WHERE id IN (
  SELECT id
  FROM address_corrections
  WHERE company = @Company AND corrected_at < @Before
  ORDER BY id
  LIMIT @Limit
)
