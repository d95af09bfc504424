UPDATE sent_recipients
SET state = @State, reply = @Reply, changed_at = @Now
WHERE id = @Id AND state IN ('waiting', 'unsure')
