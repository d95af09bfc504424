SELECT company, status
FROM events
WHERE id = @Id
