SELECT company, COUNT(*) AS rows
FROM quarantine
WHERE quarantined_at < @Before AND COALESCE(decided_at, quarantined_at) < @Before
GROUP BY company
ORDER BY company
