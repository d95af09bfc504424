SELECT id, changed_at, changed_by, mark_change, mark_kind, reason, event_id, expires_at, note
FROM address_mark_history
WHERE company = @Company AND mark_id = @Id
ORDER BY id
LIMIT 1000
