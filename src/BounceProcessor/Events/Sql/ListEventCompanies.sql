-- One step of the index a company, not one a row.
WITH RECURSIVE companies (company) AS (
  SELECT MIN(company)
  FROM events
  UNION ALL
  SELECT (SELECT MIN(e.company) FROM events e WHERE e.company > c.company)
  FROM companies c
  WHERE c.company IS NOT NULL
)
SELECT company
FROM companies
WHERE company IS NOT NULL
ORDER BY company
LIMIT 1000000
