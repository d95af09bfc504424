-- How it stands with recipients of sent mails.
SELECT id, company, returned, event_id
FROM sent_recipients
WHERE id IN @Ids
ORDER BY id
