UPDATE transmissions
SET state = 'done', changed_at = @Now
WHERE id = @Id AND state = 'waiting' AND expires_at <= @Now
