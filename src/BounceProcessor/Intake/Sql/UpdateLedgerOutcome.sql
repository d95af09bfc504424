UPDATE ledger
SET outcome = @Outcome, settled = @Settled, done_at = @Now
WHERE mail_key = @Key
  AND ledger_mailbox_id = (SELECT id FROM ledger_mailboxes WHERE mailbox = @Mailbox AND generation = @Generation)
