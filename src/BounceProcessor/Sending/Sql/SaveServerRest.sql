INSERT INTO outbox_servers (server, faults, rest_until, is_sign_in, reply, changed_at)
VALUES (@Server, @Faults, @RestUntil, @IsSignIn, @Reply, @ChangedAt)
ON CONFLICT (server) DO UPDATE SET
  faults = excluded.faults, rest_until = excluded.rest_until, is_sign_in = excluded.is_sign_in, reply = excluded.reply, changed_at = excluded.changed_at
