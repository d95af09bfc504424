SELECT mailbox, company, last_run_id, silent_ms
FROM poll_silences
ORDER BY mailbox
LIMIT 100000
