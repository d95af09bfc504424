-- A key is given once: one that named the address goes.
UPDATE sent_mails
SET customer = @First, idempotency_key = CASE WHEN idempotency_key = @Second THEN idempotency_key END
WHERE id = @Id
