SELECT id
FROM quarantine
WHERE state = 'waiting' AND id > @After AND (@Fingerprint IS NULL OR fingerprint <> @Fingerprint)
ORDER BY id
LIMIT @Limit
