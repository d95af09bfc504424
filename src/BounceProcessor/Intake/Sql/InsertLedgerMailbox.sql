INSERT INTO ledger_mailboxes (company, mailbox, generation, list_from)
VALUES (@Company, @Mailbox, @Generation, 0)
ON CONFLICT DO NOTHING
