INSERT INTO canaries (company, mailbox, token, message_id, recipient, due_at, sent_at, home_by, outcome, looked_to)
VALUES (@Company, @Mailbox, @Token, @MessageId, @Recipient, @DueAt, @SentAt, @HomeBy, @Outcome, @LookedTo)
ON CONFLICT DO NOTHING
RETURNING id
