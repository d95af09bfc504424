DELETE FROM mail_contents
WHERE id IN (
  SELECT id
  FROM mail_contents
  WHERE last_filed_at < @Before
  ORDER BY last_filed_at, id
  LIMIT @Limit
)
