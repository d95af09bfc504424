INSERT INTO poll_silences (mailbox, company, last_run_id, silent_ms)
VALUES (@Mailbox, @Company, @LastRunId, @SilentMs)
ON CONFLICT (mailbox) DO UPDATE SET
  company = excluded.company,
  last_run_id = excluded.last_run_id,
  silent_ms = excluded.silent_ms
