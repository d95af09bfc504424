INSERT INTO retention_sweeps (started_at, started_by)
VALUES (@At, @By)
RETURNING id
