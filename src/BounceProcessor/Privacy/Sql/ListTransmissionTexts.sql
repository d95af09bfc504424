SELECT id, company, envelope_sender AS first, reply AS second
FROM transmissions
WHERE id > @After
ORDER BY id
LIMIT @Limit
