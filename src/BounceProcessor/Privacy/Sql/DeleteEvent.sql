DELETE FROM events
WHERE id = @Id
