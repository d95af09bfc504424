SELECT mailbox, company, last_run_id, last_run_times, silent_ms
FROM poll_silences
ORDER BY mailbox
LIMIT 100000
