UPDATE sent_recipients
SET state = 'cancelled', changed_at = @Now
WHERE transmission_id = @TransmissionId AND state = 'waiting'
