INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, first_change, last_change, occurred_at, created_at, state, next_at, changed_at)
SELECT h.company, w.id, 'address.marked', h.mark_id, h.id, h.id, h.changed_at, @Now, 'waiting', @Now, @Now
FROM address_mark_history AS h
JOIN webhook_endpoints AS w ON w.company = h.company AND w.is_active = 1 AND w.event_types LIKE '% address.marked %' AND h.changed_at >= w.active_since
WHERE h.id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  AND h.id <= @To
  AND h.mark_change = 'marked'
ORDER BY h.id, w.id
