SELECT owner, fencing, taken_at, heartbeat_at, expires_at
FROM mailbox_leases
WHERE mailbox = @Mailbox
