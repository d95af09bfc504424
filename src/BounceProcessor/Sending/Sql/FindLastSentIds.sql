SELECT
  (SELECT COALESCE(MAX(id), 0) FROM sent_mails) AS mail,
  (SELECT COALESCE(MAX(id), 0) FROM transmissions) AS transmission,
  (SELECT COALESCE(MAX(id), 0) FROM sent_recipients) AS recipient
