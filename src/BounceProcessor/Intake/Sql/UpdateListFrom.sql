UPDATE ledger_mailboxes
SET list_from = COALESCE(
  (
    SELECT MIN(aside.position)
    FROM quarantine AS aside
    JOIN ledger AS mail ON mail.ledger_mailbox_id = ledger_mailboxes.id AND mail.mail_key = aside.mail_key
    WHERE aside.state = 'filed'
      AND aside.mailbox = ledger_mailboxes.mailbox
      AND aside.generation = ledger_mailboxes.generation
      AND aside.position < @ListFrom
      AND aside.decided_at >= @Since
      AND mail.settled = 0
  ),
  @ListFrom
)
WHERE id = @Id
