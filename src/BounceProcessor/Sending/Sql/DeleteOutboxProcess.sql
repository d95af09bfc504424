DELETE FROM outbox_processes
WHERE owner = @Owner
