INSERT INTO mail_contents (hash, size_bytes, last_filed_at, compressed)
VALUES (@Hash, @SizeBytes, @FiledAt, @Compressed)
