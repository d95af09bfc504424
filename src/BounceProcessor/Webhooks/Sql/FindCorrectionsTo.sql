SELECT MAX(id)
FROM (
  SELECT id
  FROM address_corrections
  WHERE id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  ORDER BY id
  LIMIT @Limit
) AS part
