INSERT INTO rediagnoses (
  company, filter, rules, started_at, position, last_mail, mails, not_possible, failed, events, changed, added, missing, closed, companies
)
VALUES (@Company, @Filter, @Rules, @StartedAt, 0, @LastMail, 0, 0, 0, 0, 0, 0, 0, 0, 0)
RETURNING id
