-- Of any company: the signature of the token says which mail it is, and the rule compares the companies.
SELECT
  m.id AS mail_id, m.company, m.user_code, m.message_id, m.accepted_at, m.customer, m.document,
  r.id AS recipient_id, r.transmission_id, r.address_key, r.state
FROM sent_mails m
JOIN sent_recipients r ON r.mail_id = m.id
WHERE m.id IN (
  SELECT value FROM json_each(@Mails)
  UNION
  SELECT mail_id FROM transmissions WHERE id IN (SELECT value FROM json_each(@Transmissions))
)
ORDER BY m.id, r.id
LIMIT 1000000
