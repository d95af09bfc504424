SELECT
  id, company, address, address_key, mark_kind, reason, note, since, event_id, marked_by, expires_at, released_at, released_by,
  release_reason, release_note, changed_at
FROM address_marks
WHERE (@Company IS NULL OR company = @Company) AND id = @Id
