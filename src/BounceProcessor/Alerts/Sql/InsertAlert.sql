INSERT INTO alerts (company, mailbox, condition, event_id, raised_at)
VALUES (@Company, @Mailbox, @Condition, @EventId, @RaisedAt)
ON CONFLICT DO NOTHING
