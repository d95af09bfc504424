UPDATE ledger_mailboxes
SET list_from = @ListFrom
WHERE id = @Id
