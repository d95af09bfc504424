-- Programs of a company that use the API. Of a token only its hash is kept. Times are UTC Unix milliseconds.
CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  name TEXT NOT NULL,
  -- SHA-256 of 256 random bits.
  token_hash BLOB NOT NULL UNIQUE,
  -- Its first characters, to tell tokens apart.
  prefix TEXT NOT NULL,
  -- With blanks between them.
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  -- NULL: never.
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT
);
CREATE INDEX api_tokens_by_company ON api_tokens (company, id);

-- Where a company is told of news.
CREATE TABLE webhook_endpoints (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  company TEXT NOT NULL,
  url TEXT NOT NULL,
  -- With blanks before, between and after them.
  event_types TEXT NOT NULL,
  -- The signing secret, encrypted with the key ring, and the one before while both are signed with.
  encrypted TEXT NOT NULL,
  encrypted_before TEXT,
  before_until INTEGER,
  is_active INTEGER NOT NULL,
  -- Why it is not active, when nobody switched it off.
  disabled_because TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  -- News from before this time is not for it.
  active_since INTEGER NOT NULL,
  -- Since when every try failed; NULL after a success.
  failing_since INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  -- No try before this time.
  rests_until INTEGER NOT NULL DEFAULT 0,
  -- Removed: neither shown nor used, but its log is kept for its time.
  removed_at INTEGER
);
CREATE INDEX webhook_endpoints_by_company ON webhook_endpoints (company, id);

-- How far each kind of news was looked at. It moves in the transaction that writes the messages.
CREATE TABLE webhook_cursors (
  source TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO webhook_cursors (source, position) VALUES ('events', (SELECT COALESCE(MAX(id), 0) FROM events));
INSERT INTO webhook_cursors (source, position) VALUES ('history', (SELECT COALESCE(MAX(id), 0) FROM history));
INSERT INTO webhook_cursors (source, position) VALUES ('marks', (SELECT COALESCE(MAX(id), 0) FROM address_mark_history));

-- SQLite gives the number of a deleted last row to the next one, which must not be passed over then.
CREATE TRIGGER webhook_events_deleted AFTER DELETE ON events
BEGIN
  UPDATE webhook_cursors
  SET position = (SELECT COALESCE(MAX(id), 0) FROM events)
  WHERE source = 'events' AND position > (SELECT COALESCE(MAX(id), 0) FROM events);
END;
CREATE TRIGGER webhook_history_deleted AFTER DELETE ON history
BEGIN
  UPDATE webhook_cursors
  SET position = (SELECT COALESCE(MAX(id), 0) FROM history)
  WHERE source = 'history' AND position > (SELECT COALESCE(MAX(id), 0) FROM history);
END;

-- One piece of news for one endpoint. What it says is read when it is sent: no copy that erasure would have to find.
CREATE TABLE webhook_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  company TEXT NOT NULL,
  endpoint_id INTEGER NOT NULL REFERENCES webhook_endpoints (id),
  type TEXT NOT NULL,
  -- Number of the event, recipient or mark.
  subject_id INTEGER NOT NULL,
  -- The rows of the history it tells of.
  first_change INTEGER,
  last_change INTEGER,
  occurred_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- waiting, delivered, failed, gone
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Not before this time; while a process works on it, when another one may.
  next_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);
CREATE INDEX webhook_messages_open ON webhook_messages (endpoint_id, next_at, id) WHERE state = 'waiting';
CREATE INDEX webhook_messages_by_endpoint ON webhook_messages (endpoint_id, id);
CREATE INDEX webhook_messages_over ON webhook_messages (changed_at) WHERE state <> 'waiting';

CREATE TABLE webhook_attempts (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  message_id INTEGER NOT NULL REFERENCES webhook_messages (id) ON DELETE CASCADE,
  started_at INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  -- HTTP status; NULL when there was no answer.
  status INTEGER,
  error TEXT,
  -- The beginning of what was answered: words of the company's own server.
  response TEXT
);
CREATE INDEX webhook_attempts_by_message ON webhook_attempts (message_id, id);

-- The events of a company in the order they were filed; an index of SQLite ends with the row's number.
CREATE INDEX events_of_company ON events (company, id);
