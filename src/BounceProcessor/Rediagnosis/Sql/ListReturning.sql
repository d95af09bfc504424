-- All that surely came home about recipients of sent mails, in the order in which it was filed.
SELECT id, company, sent_recipient_id, kind, match_evidence
FROM events
WHERE sent_recipient_id IN @Ids
  AND trust IN ('proved', 'matched')
ORDER BY sent_recipient_id, mail_id, id
