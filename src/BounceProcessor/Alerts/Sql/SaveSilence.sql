INSERT INTO poll_silences (mailbox, company, last_run_id, last_run_times, silent_ms)
VALUES (@Mailbox, @Company, @LastRunId, @LastRunTimes, @SilentMs)
ON CONFLICT (mailbox) DO UPDATE SET
  company = excluded.company,
  last_run_id = excluded.last_run_id,
  last_run_times = excluded.last_run_times,
  silent_ms = excluded.silent_ms
