SELECT COUNT(*)
FROM address_marks
WHERE (@Company IS NULL OR company = @Company)
  AND (@Kind IS NULL OR mark_kind = @Kind)
  AND (@Text IS NULL OR address_key LIKE @Text ESCAPE '!')
  AND (@InForce IS NULL
    OR (@InForce = 1 AND released_at IS NULL AND (expires_at IS NULL OR expires_at > @Now))
    OR (@InForce = 0 AND (released_at IS NOT NULL OR expires_at <= @Now)))
