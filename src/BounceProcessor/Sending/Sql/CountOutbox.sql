SELECT
  COALESCE(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0) AS waiting,
  COALESCE(SUM(CASE WHEN state IN ('sending', 'ending') THEN 1 ELSE 0 END), 0) AS sending,
  COALESCE(SUM(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0) AS held,
  COALESCE(SUM(CASE WHEN state = 'unsure' THEN 1 ELSE 0 END), 0) AS unsure,
  MIN(CASE WHEN state = 'waiting' AND next_at <= @Now THEN next_at END) AS oldest_due_at
FROM transmissions
WHERE state <> 'done' AND state <> 'cancelled' AND (@Company IS NULL OR company = @Company)
