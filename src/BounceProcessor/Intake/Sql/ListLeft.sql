SELECT
  box.mailbox, box.generation, mail.company, mail.mail_key AS key, mail.position, mail.size_bytes, mail.received_at, mail.attempts, mail.fault,
  mail.first_tried_at, mail.last_tried_at, mail.next_try_at
FROM ledger_left AS mail
JOIN ledger_mailboxes AS box ON box.id = mail.ledger_mailbox_id
WHERE (@Mailbox IS NULL OR box.mailbox = @Mailbox) AND (@Id IS NULL OR box.id = @Id)
ORDER BY mail.next_try_at, mail.ledger_mailbox_id, mail.mail_key
LIMIT @Limit
