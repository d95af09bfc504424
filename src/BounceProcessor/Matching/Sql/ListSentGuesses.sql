SELECT r.company, r.address_key, m.id AS mail_id, m.subject, m.accepted_at
FROM json_each(@Wanted) w
JOIN sent_recipients r
  ON r.company = json_extract(w.value, '$.Company')
  AND r.address_key = json_extract(w.value, '$.AddressKey')
  AND r.changed_at >= json_extract(w.value, '$.From')
JOIN sent_mails m
  ON m.id = r.mail_id
  AND m.accepted_at BETWEEN json_extract(w.value, '$.From') AND json_extract(w.value, '$.Until')
WHERE r.transmission_id IS NOT NULL
ORDER BY m.id, r.id
LIMIT 10000
