SELECT r.state, s.state AS sending, s.returned, COUNT(*) AS number
FROM batch_rows r LEFT JOIN sent_recipients s ON s.mail_id = r.sent_mail_id AND s.company = r.company
WHERE r.batch_id = @BatchId AND r.company = @Company
GROUP BY r.state, s.state, s.returned
