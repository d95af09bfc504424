-- Who may sign in to the pages. Times are UTC Unix milliseconds.
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  -- Changes with the password; a session that carries another one has ended.
  security_stamp TEXT NOT NULL,
  -- Attempts since the last success; kept here so that a restart does not clear them.
  failed_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);
