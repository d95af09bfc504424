SELECT r.row_number, r.address, r.address_key, r.document, r.cells, r.state, r.faults, r.sent_mail_id, s.state AS sending, s.returned, s.reply, s.event_id,
  CASE WHEN s.changed_at > r.changed_at THEN s.changed_at ELSE r.changed_at END AS changed_at
FROM batch_rows r LEFT JOIN sent_recipients s ON s.mail_id = r.sent_mail_id AND s.company = r.company
WHERE r.batch_id = @BatchId AND r.company = @Company AND r.row_number > @After
  AND CASE
    WHEN r.state = 'ready' THEN 'ready'
    WHEN r.state = 'faulty' THEN 'faulty'
    WHEN r.state = 'skipped' OR s.state = 'suppressed' THEN 'suppressed'
    WHEN r.state = 'refused' OR s.state = 'refused' THEN 'refused'
    WHEN r.state = 'stopped' OR s.state = 'cancelled' THEN 'cancelled'
    WHEN s.state = 'unsure' THEN 'unsure'
    WHEN s.state = 'accepted' AND s.returned IN ('bounced', 'complained') THEN 'bounced'
    WHEN s.state = 'accepted' THEN 'accepted'
    ELSE 'waiting' END = @Place
ORDER BY r.row_number LIMIT @Limit
