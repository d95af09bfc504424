SELECT id, company, address_key AS first, NULL AS second
FROM address_strikes
WHERE id > @After
ORDER BY id
LIMIT @Limit
