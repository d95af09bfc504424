UPDATE token_keys
SET verifies_until = @Until
WHERE id < @Id AND (verifies_until IS NULL OR verifies_until > @Until)
