SELECT id, company FROM batches WHERE (state = 'loading' AND changed_at < @LoadingBefore) OR (state = 'draft' AND changed_at < @DraftBefore) ORDER BY id LIMIT 100
