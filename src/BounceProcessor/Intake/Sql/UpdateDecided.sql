UPDATE quarantine
SET tried_by = NULL, state = @State, decided_at = @Now, compressed = @Nothing
WHERE id = @Id AND state IN ('waiting', 'stuck')
