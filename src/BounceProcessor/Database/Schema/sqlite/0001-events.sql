-- Times are UTC Unix milliseconds. An empty company means unresolved.

-- The bytes of a mail, once per hash; retention removes rows here and nowhere else.
CREATE TABLE mail_contents (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL,
  last_filed_at INTEGER NOT NULL,
  compressed BLOB NOT NULL
);
CREATE INDEX mail_contents_by_filed ON mail_contents (last_filed_at, id);

-- One row per mail that was filed. Rows stay for ever, so that a mail read again is known.
CREATE TABLE mails (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  hash BLOB NOT NULL,
  size_bytes INTEGER NOT NULL,
  headers_only INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  filed_at INTEGER NOT NULL,
  UNIQUE (hash, company)
);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  sender_user TEXT,
  customer TEXT,
  document TEXT,
  recipient TEXT NOT NULL,
  recipient_key TEXT NOT NULL,
  final_recipient TEXT,
  reason TEXT,
  severity TEXT,
  fixer TEXT,
  confidence TEXT,
  enhanced_status TEXT,
  reply_code INTEGER,
  diagnostic TEXT,
  reporting_mta TEXT,
  remote_mta TEXT,
  rule TEXT,
  matched_words TEXT,
  matched_in TEXT,
  overruled TEXT,
  kind_evidence TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  deadline_at INTEGER,
  performer TEXT,
  content TEXT NOT NULL,
  feedback TEXT,
  note TEXT,
  priority INTEGER NOT NULL,
  headers_only INTEGER NOT NULL,
  subject TEXT,
  original_message_id TEXT,
  original_from TEXT,
  original_to TEXT,
  original_subject TEXT,
  original_date INTEGER,
  mail_id INTEGER NOT NULL REFERENCES mails (id),
  filed_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  search_text TEXT NOT NULL,
  UNIQUE (mail_id, recipient_key)
);

-- Lists are newest first. The columns behind the order make counting and skipping possible without the rows.
CREATE INDEX events_by_start ON events (started_at DESC, id DESC, company, kind, reason, severity, status);
CREATE INDEX events_by_company ON events (company, started_at DESC, id DESC, kind, reason, severity, status);
CREATE INDEX events_by_kind ON events (kind, started_at DESC, id DESC, company, reason, severity, status);
CREATE INDEX events_by_reason ON events (reason, started_at DESC, id DESC, company, kind, severity, status);
CREATE INDEX events_by_severity ON events (severity, started_at DESC, id DESC, company, kind, reason, status);
CREATE INDEX events_by_status ON events (status, started_at DESC, id DESC, company, kind, reason, severity);

-- A delay and what became of it are one story.
CREATE INDEX events_by_original ON events (original_message_id, recipient_key) WHERE original_message_id IS NOT NULL;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  company TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  field TEXT NOT NULL,
  value_before TEXT,
  value_after TEXT
);
CREATE INDEX history_by_event ON history (event_id, id);
