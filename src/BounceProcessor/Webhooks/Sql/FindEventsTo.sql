SELECT MAX(id)
FROM (
  SELECT id
  FROM events
  WHERE id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  ORDER BY id
  LIMIT @Limit
) AS part
