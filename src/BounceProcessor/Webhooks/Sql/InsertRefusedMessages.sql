-- A refusal while sending is filed as an event that came from no mailbox but the outbox.
INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, next_at, changed_at)
SELECT e.company, w.id, 'mail.refused', e.id, NULL, NULL, e.filed_at, @Now, 'waiting', @Now, @Now
FROM events AS e
JOIN webhook_endpoints AS w ON w.company = e.company AND w.is_active = 1 AND w.event_types LIKE '% mail.refused %' AND e.filed_at >= w.active_since
WHERE e.id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  AND e.id <= @To
  AND e.company <> ''
  AND e.mailbox = 'outbox'
  AND e.kind = 'failure'
ORDER BY e.id, w.id
