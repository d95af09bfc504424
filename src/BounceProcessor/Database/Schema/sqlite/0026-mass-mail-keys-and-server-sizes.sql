-- A mass mail that a program asked for twice is made once. Times are UTC Unix milliseconds.
ALTER TABLE batches ADD COLUMN idempotency_key TEXT;
-- SHA-256 of the request, in hexadecimal digits.
ALTER TABLE batches ADD COLUMN request_hash TEXT;
CREATE UNIQUE INDEX batches_by_key ON batches (company, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- The largest mail that a sending server takes, as it said when a connection was opened last (SIZE, RFC 1870).
CREATE TABLE server_sizes (
  -- Host and port.
  server TEXT PRIMARY KEY,
  largest_bytes INTEGER NOT NULL,
  learned_at INTEGER NOT NULL
) WITHOUT ROWID;
