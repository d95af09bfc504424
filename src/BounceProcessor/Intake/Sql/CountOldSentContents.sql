SELECT COUNT(*)
FROM sent_contents
WHERE company = @Company AND accepted_at < @Before
  AND NOT EXISTS (
    SELECT 1
    FROM transmissions AS open
    WHERE open.mail_id = sent_contents.mail_id AND open.state <> 'done' AND open.state <> 'cancelled'
  )
