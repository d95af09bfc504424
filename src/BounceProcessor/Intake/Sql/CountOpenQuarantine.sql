SELECT mailbox, COUNT(*) AS mails
FROM quarantine
WHERE state IN ('waiting', 'stuck')
GROUP BY mailbox
ORDER BY mailbox
