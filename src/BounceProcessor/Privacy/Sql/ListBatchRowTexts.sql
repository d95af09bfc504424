SELECT id, company, address AS first, COALESCE(address_key, '') || ' ' || COALESCE(document, '') || ' ' || cells || ' ' || COALESCE(faults, '') AS second
FROM batch_rows
WHERE id > @After
ORDER BY id
LIMIT @Limit
