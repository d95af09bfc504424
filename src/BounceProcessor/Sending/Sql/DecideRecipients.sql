UPDATE sent_recipients
SET state = CASE WHEN @WasSent THEN 'accepted' ELSE 'waiting' END, changed_at = @Now
WHERE transmission_id = @TransmissionId AND state = 'unsure'
