SELECT
  changed_at AS at,
  changed_by,
  field,
  value_before AS before,
  value_after AS after
FROM history
WHERE event_id = @Id
ORDER BY id
LIMIT 10000
