INSERT INTO webhook_messages (company, endpoint_id, type, subject_id, occurred_at, created_at, state, next_at, changed_at)
SELECT c.company, w.id, 'address.corrected', c.id, c.corrected_at, @Now, 'waiting', @Now, @Now
FROM address_corrections AS c
JOIN webhook_endpoints AS w ON w.company = c.company AND w.is_active = 1 AND w.event_types LIKE '% address.corrected %' AND c.corrected_at >= w.active_since
WHERE c.id > (SELECT position FROM webhook_cursors WHERE source = @Name)
  AND c.id <= @To
ORDER BY c.id, w.id
