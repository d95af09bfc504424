-- Those that have something to do now, in pages by number: rows to put into the outbox and room for them there, or neither rows nor mails left.
WITH open_mails AS (
  SELECT m.batch_id, COUNT(*) AS number, SUM(CASE WHEN t.attempts = 0 THEN 1 ELSE 0 END) AS untried
  FROM transmissions t JOIN sent_mails m ON m.id = t.mail_id
  WHERE t.state <> 'done' AND t.state <> 'cancelled' AND t.state IN ('waiting', 'sending', 'ending', 'held') AND m.batch_id IS NOT NULL
  GROUP BY m.batch_id)
SELECT b.id, b.company, b.user_code, b.name, b.state, b.from_address, b.subject_template, b.text_template, b.html_template, b.unsubscribe_template, b.columns, b.notices,
  b.is_automatic, b.duplicates, b.rate_per_minute, b.fault_en, b.fault_et, b.created_by, b.created_at, b.started_at, b.ended_at, b.changed_at, b.next_at
FROM batches b LEFT JOIN open_mails o ON o.batch_id = b.id
WHERE b.state = 'running' AND b.id > @After
  AND CASE
    WHEN EXISTS (SELECT 1 FROM batch_rows r WHERE r.batch_id = b.id AND r.state = 'ready') THEN o.number IS NULL OR (o.untried < @MostUntried AND o.number < @MostOpen)
    ELSE o.number IS NULL END
ORDER BY b.id LIMIT @Limit
