SELECT COUNT(*)
FROM events
WHERE company = @Company
  AND started_at < @Before
