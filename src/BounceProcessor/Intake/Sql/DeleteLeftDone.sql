DELETE FROM ledger_left
WHERE
  ledger_mailbox_id = @Id
  AND EXISTS (
    SELECT 1
    FROM ledger AS done
    WHERE done.ledger_mailbox_id = ledger_left.ledger_mailbox_id AND done.mail_key = ledger_left.mail_key
  )
