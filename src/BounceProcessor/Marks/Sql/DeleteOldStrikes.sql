DELETE FROM address_strikes
WHERE id IN (
  SELECT id
  FROM address_strikes
  WHERE company = @Company AND struck_at < @Before
  ORDER BY id
  LIMIT @Limit
)
