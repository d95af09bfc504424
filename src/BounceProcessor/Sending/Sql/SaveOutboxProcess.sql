INSERT INTO outbox_processes (owner, until, boot)
VALUES (@Owner, @Until, @Boot)
ON CONFLICT (owner) DO UPDATE SET until = excluded.until, boot = excluded.boot
