UPDATE transmissions
SET state = 'unsure', attempts = attempts + 1, reply = @Reply, changed_at = @Now
WHERE state <> 'done' AND state <> 'cancelled' AND state = @State AND owner = @Owner
RETURNING id, company, mail_id, server
