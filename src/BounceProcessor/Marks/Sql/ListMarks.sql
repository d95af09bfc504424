SELECT
  id, company, address, address_key, mark_kind, reason, note, since, event_id, marked_by, expires_at, released_at, released_by,
  release_reason, release_note, changed_at
FROM address_marks
WHERE (@Company IS NULL OR company = @Company)
  AND (@Kind IS NULL OR mark_kind = @Kind)
  AND (@Text IS NULL OR address_key LIKE @Text ESCAPE '!')
  AND (@InForce IS NULL
    OR (@InForce = 1 AND released_at IS NULL AND (expires_at IS NULL OR expires_at > @Now))
    OR (@InForce = 0 AND (released_at IS NOT NULL OR expires_at <= @Now)))
ORDER BY since DESC, id DESC
LIMIT @Limit OFFSET @Offset
