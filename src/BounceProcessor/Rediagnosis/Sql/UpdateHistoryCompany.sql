UPDATE history
SET company = @Company
WHERE event_id = @EventId
