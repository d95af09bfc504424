INSERT INTO outbox_servers (server, faults, rest_until, cause, reply, changed_at)
VALUES (@Server, @Faults, @RestUntil, @CauseCode, @Reply, @ChangedAt)
ON CONFLICT (server) DO UPDATE SET
  faults = excluded.faults, rest_until = excluded.rest_until, cause = excluded.cause, reply = excluded.reply, changed_at = excluded.changed_at
