SELECT fault AS code, COUNT(*) AS number FROM batch_rows
WHERE batch_id = @BatchId AND company = @Company AND fault IS NOT NULL
GROUP BY fault ORDER BY number DESC, code LIMIT 100
