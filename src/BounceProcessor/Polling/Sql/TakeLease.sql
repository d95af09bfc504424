INSERT INTO mailbox_leases (mailbox, owner, fencing, taken_at, heartbeat_at, expires_at)
VALUES (@Mailbox, @Owner, 1, @Now, @Now, @ExpiresAt)
ON CONFLICT (mailbox) DO UPDATE SET
  owner = @Owner,
  fencing = mailbox_leases.fencing + 1,
  taken_at = @Now,
  heartbeat_at = @Now,
  expires_at = @ExpiresAt
WHERE mailbox_leases.expires_at <= @Now OR mailbox_leases.fencing = @DeadFencing
RETURNING fencing
