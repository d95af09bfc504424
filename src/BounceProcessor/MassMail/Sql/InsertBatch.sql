INSERT INTO batches (company, user_code, name, state, from_address, subject_template, text_template, html_template, unsubscribe_template, columns, notices,
  is_automatic, duplicates, rate_per_minute, created_by, created_at, changed_at, idempotency_key, request_hash)
VALUES (@Company, @UserCode, @Name, 'loading', @FromAddress, @SubjectTemplate, @TextTemplate, @HtmlTemplate, @UnsubscribeTemplate, @Columns, @Notices,
  @IsAutomatic, @Duplicates, @RatePerMinute, @CreatedBy, @At, @At, @IdempotencyKey, @RequestHash)
ON CONFLICT DO NOTHING
RETURNING id
