DELETE FROM server_sizes
WHERE server = @Server
