DELETE FROM ledger_left
WHERE ledger_mailbox_id = @Id AND mail_key IN (SELECT value FROM json_each(@Keys))
