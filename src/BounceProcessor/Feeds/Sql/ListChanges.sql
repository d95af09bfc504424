SELECT changed_at, changed_by, field, value_before, value_after
FROM history
WHERE event_id = @Id AND company = @Company AND id >= @First AND id <= @Last AND field <> 'filed'
ORDER BY id
LIMIT 200
