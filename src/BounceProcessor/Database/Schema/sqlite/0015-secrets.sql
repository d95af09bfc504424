-- Times are UTC Unix milliseconds. What is encrypted needs the key ring beside the database.

-- Secrets of the configuration that were stored by command; they belong to the operator, so the company is empty.
CREATE TABLE secrets (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The name in lower case.
  name_key TEXT NOT NULL UNIQUE,
  encrypted TEXT NOT NULL,
  changed_at INTEGER NOT NULL
);

-- Access tokens and what renews them, one row for each account that signs in with OAuth.
CREATE TABLE sign_in_tokens (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  account TEXT NOT NULL UNIQUE,
  -- NULL until the first token came.
  encrypted TEXT,
  changed_at INTEGER NOT NULL,
  -- Who is renewing it, and until when nobody else does; 0 when nobody is.
  renewing_by TEXT NOT NULL,
  renewing_until INTEGER NOT NULL
);
