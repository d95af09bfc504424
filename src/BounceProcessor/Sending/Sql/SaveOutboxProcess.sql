INSERT INTO outbox_processes (owner, until)
VALUES (@Owner, @Until)
ON CONFLICT (owner) DO UPDATE SET until = excluded.until
