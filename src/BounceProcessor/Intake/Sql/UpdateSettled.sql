UPDATE ledger
SET settled = @Settled
WHERE ledger_mailbox_id = @Id AND mail_key = @Key
