UPDATE ledger_mailboxes
SET list_from = @Position
WHERE mailbox = @Mailbox AND generation = @Generation AND list_from > @Position
