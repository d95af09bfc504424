SELECT id, company, mailbox, token, message_id, recipient, due_at, sent_at, home_by, outcome, answer, home_at, looked_to
FROM canaries
WHERE mailbox = @Mailbox
ORDER BY due_at DESC, id DESC
LIMIT 1
