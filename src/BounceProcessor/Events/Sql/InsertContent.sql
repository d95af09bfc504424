INSERT INTO mail_contents (hash, size_bytes, last_filed_at, compressed)
VALUES (@Hash, @SizeBytes, @FiledAt, @Compressed)
ON CONFLICT (hash) DO UPDATE SET last_filed_at = excluded.last_filed_at
