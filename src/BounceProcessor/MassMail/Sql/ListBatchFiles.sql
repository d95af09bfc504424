SELECT name, is_common, size_bytes FROM batch_files WHERE batch_id = @BatchId AND company = @Company ORDER BY is_common DESC, name, id LIMIT @Limit
