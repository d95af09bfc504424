UPDATE sent_recipients
SET state = 'accepted', reply = NULL, changed_at = @Now
WHERE transmission_id = @TransmissionId AND state IN ('waiting', 'unsure')
