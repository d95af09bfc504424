-- What changed at one event since the last look is one message.
INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, next_at, changed_at)
SELECT h.company, w.id, 'event.changed', h.event_id, MIN(h.id), MAX(h.id), MAX(h.changed_at), @Now, 'waiting', @Now, @Now
FROM history AS h
JOIN events AS e ON e.id = h.event_id AND e.company = h.company AND e.kind <> 'alert'
JOIN webhook_endpoints AS w ON w.company = h.company AND w.is_active = 1 AND w.event_types LIKE '% event.changed %' AND h.changed_at >= w.active_since
WHERE h.id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  AND h.id <= @To
  AND h.company <> ''
  AND h.field <> 'filed'
GROUP BY h.company, w.id, h.event_id
ORDER BY MAX(h.id), w.id
