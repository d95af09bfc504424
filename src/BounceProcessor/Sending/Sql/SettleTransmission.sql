UPDATE transmissions
SET state = @State, server = @Server, attempts = attempts + @Tries, next_at = @NextAt, reply = @Reply, queue_id = @QueueId, changed_at = @Now
WHERE id = @Id AND take = @Take AND owner = @Owner AND state IN ('sending', 'ending', 'unsure')
