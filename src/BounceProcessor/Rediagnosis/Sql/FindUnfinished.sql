SELECT
  id, filter, started_at, position, last_mail, mails, not_possible, failed, events, changed, added, missing, closed, companies
FROM rediagnoses
WHERE ended_at IS NULL
  AND filter = @Filter
  AND rules = @Rules
ORDER BY id DESC
LIMIT 1
