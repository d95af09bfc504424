SELECT mail_key, settled
FROM ledger
WHERE ledger_mailbox_id = @Id AND mail_key IN @Keys
