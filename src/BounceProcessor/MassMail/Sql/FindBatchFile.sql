SELECT name, is_common, size_bytes, content FROM batch_files WHERE batch_id = @BatchId AND company = @Company AND name_key = @NameKey
