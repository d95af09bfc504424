INSERT INTO retention_sums (sweep_id, company, raw_mails, events, quarantined, runs, sent_mails)
VALUES (@Sweep, @Company, @RawMails, @Events, @Quarantined, @Runs, @SentMails)
ON CONFLICT (sweep_id, company) DO UPDATE SET
  raw_mails = retention_sums.raw_mails + excluded.raw_mails,
  events = retention_sums.events + excluded.events,
  quarantined = retention_sums.quarantined + excluded.quarantined,
  runs = retention_sums.runs + excluded.runs,
  sent_mails = retention_sums.sent_mails + excluded.sent_mails
