SELECT id, company, old_address || ' ' || old_address_key AS first, new_address || ' ' || new_address_key AS second
FROM address_corrections
WHERE id > @After
ORDER BY id
LIMIT @Limit
