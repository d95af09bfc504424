SELECT
  (SELECT COALESCE(MAX(id), 0) FROM mails) AS mail_id,
  (SELECT COALESCE(MAX(id), 0) FROM events) AS event_id
