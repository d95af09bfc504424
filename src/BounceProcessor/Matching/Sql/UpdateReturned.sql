UPDATE sent_recipients
SET returned = @Returned, event_id = @EventId, changed_at = @At
WHERE id = @Id
  AND company = @Company
