-- Failures and delays that no rule decided: by a row of the code table, or by nothing.
SELECT id, diagnostic, remote_mta, reporting_mta, enhanced_status, kind
FROM events
WHERE id > @After
  AND (rule = 'none' OR rule = 'queue/expired' OR rule LIKE 'status/%' OR rule LIKE 'reply/%')
ORDER BY id
LIMIT @Limit
