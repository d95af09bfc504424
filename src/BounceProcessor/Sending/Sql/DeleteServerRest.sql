DELETE FROM outbox_servers
WHERE server = @Server
