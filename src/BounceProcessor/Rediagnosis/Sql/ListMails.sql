SELECT id, company, mailbox, received_at, headers_only, size_bytes
FROM mails
WHERE id IN (
  SELECT mail_id
  FROM events
  WHERE mail_id > @After
    AND mail_id <= @Last
    AND kind <> 'alert'
  /*filters*/
  GROUP BY mail_id
  ORDER BY mail_id
  LIMIT @Limit
)
ORDER BY id
