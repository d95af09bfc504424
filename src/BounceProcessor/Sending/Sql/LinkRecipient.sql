UPDATE sent_recipients
SET event_id = @EventId
WHERE company = @Company AND id = @Id
