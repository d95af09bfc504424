UPDATE mailbox_leases
SET expires_at = 0, heartbeat_at = @Now
WHERE mailbox = @Mailbox AND fencing = @Fencing
