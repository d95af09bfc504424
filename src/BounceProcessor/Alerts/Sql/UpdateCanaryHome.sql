UPDATE canaries
SET outcome = 'home', home_at = @HomeAt, event_id = @EventId
WHERE id = @Id
