INSERT INTO mail_contents (hash, size_bytes, compressed)
VALUES (@Hash, @SizeBytes, @Compressed)
ON CONFLICT DO NOTHING
