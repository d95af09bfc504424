-- Not what is still to be sent or decided, nor what had news lately, nor rows of a mass mail that is still shown. The mails with the highest numbers
-- stay: numbers are counted on from them, and a number that were given twice would bring an old bounce to a new mail.
SELECT mail.id
FROM sent_mails AS mail
WHERE mail.company = @Company AND mail.accepted_at < @Before
  AND mail.id < (SELECT MAX(id) FROM sent_mails)
  AND mail.id <> COALESCE((SELECT mail_id FROM transmissions ORDER BY id DESC LIMIT 1), 0)
  AND mail.id <> COALESCE((SELECT mail_id FROM sent_recipients ORDER BY id DESC LIMIT 1), 0)
  AND (mail.batch_id IS NULL OR NOT EXISTS (SELECT 1 FROM batches AS batch WHERE batch.id = mail.batch_id))
  AND NOT EXISTS (SELECT 1 FROM transmissions AS open WHERE open.mail_id = mail.id AND open.state <> 'done' AND open.state <> 'cancelled')
  AND NOT EXISTS (SELECT 1 FROM sent_recipients AS recipient WHERE recipient.mail_id = mail.id AND recipient.changed_at >= @Before)
ORDER BY mail.accepted_at, mail.id
LIMIT @Limit
