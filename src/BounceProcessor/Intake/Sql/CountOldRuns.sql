SELECT company, COUNT(*) AS rows
FROM runs
WHERE started_at < @Before AND COALESCE(ended_at, started_at) < @Before
GROUP BY company
ORDER BY company
