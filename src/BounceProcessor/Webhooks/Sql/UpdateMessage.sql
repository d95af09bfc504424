UPDATE webhook_messages
SET state = @State, next_at = @NextAt, changed_at = @Now
WHERE id = @Id AND company = @Company
