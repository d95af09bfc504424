INSERT INTO batch_files (batch_id, company, name, name_key, is_common, size_bytes, content)
VALUES (@BatchId, @Company, @Name, @NameKey, @IsCommon, @SizeBytes, @Content)
ON CONFLICT (batch_id, name_key) DO NOTHING
