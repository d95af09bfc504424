UPDATE transmissions
SET state = 'waiting', changed_at = @Now
WHERE state <> 'done' AND state <> 'cancelled' AND state = 'sending' AND owner = @Owner
