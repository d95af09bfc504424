UPDATE ledger
SET settled = @Settled
WHERE ledger_mailbox_id = @Id AND mail_key IN (SELECT value FROM json_each(@Keys))
