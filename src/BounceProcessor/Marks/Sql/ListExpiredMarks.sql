SELECT
  id, company, address, address_key, mark_kind, reason, note, since, event_id, marked_by, expires_at, released_at, released_by,
  release_reason, release_note, changed_at
FROM address_marks
WHERE released_at IS NULL AND expires_at <= @Now
ORDER BY expires_at, id
LIMIT @Limit
