UPDATE quarantine
SET tried_by = @Owner, attempts = attempts + 1, last_attempt_at = @Now
WHERE id = @Id AND state IN ('waiting', 'stuck')
