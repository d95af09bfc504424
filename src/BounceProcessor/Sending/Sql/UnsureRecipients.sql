UPDATE sent_recipients
SET state = 'unsure', changed_at = @Now
WHERE transmission_id = @TransmissionId AND state = 'waiting'
