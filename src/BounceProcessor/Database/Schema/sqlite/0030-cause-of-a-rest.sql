-- Why a server rests: connection, sign-in, not-public, set-up. What was no sign-in until now, but had to be mended by people, is told apart at the next try.
ALTER TABLE outbox_servers ADD COLUMN cause TEXT NOT NULL DEFAULT 'connection';
UPDATE outbox_servers SET cause = 'sign-in' WHERE is_sign_in = 1;
ALTER TABLE outbox_servers DROP COLUMN is_sign_in;
