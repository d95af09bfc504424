SELECT id, company, mailbox, token, message_id, recipient, due_at, sent_at, home_by, outcome, answer, home_at, looked_to
FROM canaries
WHERE sent_at >= @Since
  AND outcome IN ('waiting', 'lost')
ORDER BY sent_at, id
LIMIT 1000
