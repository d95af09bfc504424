INSERT INTO server_sizes (server, largest_bytes, learned_at)
VALUES (@Server, @LargestBytes, @LearnedAt)
ON CONFLICT (server) DO UPDATE SET largest_bytes = excluded.largest_bytes, learned_at = excluded.learned_at
