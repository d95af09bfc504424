-- The first entry is not stored: it is told by the event, and by what its kind was before the first change.
SELECT at, changed_by, field, before, after
FROM (
  SELECT
    0 AS id,
    filed_at AS at,
    'system' AS changed_by,
    'filed' AS field,
    NULL AS before,
    COALESCE((SELECT value_before FROM history WHERE event_id = @Id AND field = 'kind' ORDER BY id LIMIT 1), kind) AS after
  FROM events
  WHERE id = @Id
    AND NOT EXISTS (SELECT 1 FROM history WHERE event_id = @Id AND field = 'filed')
  UNION ALL
  SELECT id, changed_at, changed_by, field, value_before, value_after
  FROM history
  WHERE event_id = @Id
) AS entries
ORDER BY id
LIMIT 10000
