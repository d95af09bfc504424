-- Not what is still to be sent.
DELETE FROM sent_contents
WHERE mail_id IN (
  SELECT content.mail_id
  FROM sent_contents AS content
  WHERE content.company = @Company AND content.accepted_at < @Before
    AND NOT EXISTS (
      SELECT 1
      FROM transmissions AS open
      WHERE open.mail_id = content.mail_id AND open.state <> 'done' AND open.state <> 'cancelled'
    )
  ORDER BY content.accepted_at, content.mail_id
  LIMIT @Limit
)
