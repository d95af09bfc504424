SELECT id, company, user_code, name, state, from_address, subject_template, text_template, html_template, unsubscribe_template, columns, notices,
  is_automatic, duplicates, rate_per_minute, fault_en, fault_et, created_by, created_at, started_at, ended_at, changed_at, next_at, idempotency_key, request_hash
FROM batches WHERE id = @BatchId AND (@Company IS NULL OR company = @Company)
