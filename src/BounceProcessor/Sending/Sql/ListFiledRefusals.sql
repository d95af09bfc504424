SELECT events.id, events.recipient_key
FROM events
JOIN mails ON mails.id = events.mail_id
WHERE events.company = @Company
  AND events.original_message_id = @MessageId
  AND mails.mailbox = @Mailbox
ORDER BY events.id
LIMIT 1000
