SELECT id, list_from
FROM ledger_mailboxes
WHERE mailbox = @Mailbox AND generation = @Generation
