-- What somebody set by hand.
SELECT DISTINCT event_id, field
FROM history
WHERE event_id IN @EventIds
  AND field IN ('priority', 'deadline')
  AND changed_by NOT IN ('system', 'rediagnose')
ORDER BY event_id, field
