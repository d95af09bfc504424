SELECT mail_id, state, COUNT(*) AS count
FROM sent_recipients
WHERE company = @Company AND mail_id IN @MailIds
GROUP BY mail_id, state
ORDER BY mail_id, state
LIMIT 2000
