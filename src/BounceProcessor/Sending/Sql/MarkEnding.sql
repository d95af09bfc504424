UPDATE transmissions
SET state = 'ending', changed_at = @Now
WHERE id = @Id AND take = @Take AND state = 'sending' AND owner = @Owner
