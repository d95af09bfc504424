UPDATE transmissions
SET state = 'waiting', server = @Server, next_at = @NextAt, reply = COALESCE(@Reply, reply), changed_at = @Now
WHERE id = @Id AND take = @Take AND owner = @Owner AND state IN ('sending', 'ending')
