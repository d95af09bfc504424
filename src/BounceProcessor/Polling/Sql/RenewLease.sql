UPDATE mailbox_leases
SET heartbeat_at = @Now, expires_at = @ExpiresAt
WHERE mailbox = @Mailbox AND fencing = @Fencing AND expires_at > 0
