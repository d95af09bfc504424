-- Mass mail: a letter, and the rows it goes to. Times are UTC Unix milliseconds.

CREATE TABLE batches (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  user_code TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  from_address TEXT,
  subject_template TEXT NOT NULL,
  text_template TEXT,
  html_template TEXT,
  unsubscribe_template TEXT,
  -- JSON list: the headers of the columns, in the order of the cells of each row.
  columns TEXT NOT NULL,
  -- JSON list of {"en", "et"}: what was noticed when the rows were read.
  notices TEXT NOT NULL,
  is_automatic INTEGER NOT NULL,
  duplicates TEXT NOT NULL,
  rate_per_minute INTEGER,
  -- Why it was paused by itself, in both languages.
  fault_en TEXT,
  fault_et TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  changed_at INTEGER NOT NULL,
  -- With a rate: when the next row may go.
  next_at INTEGER,
  -- The process that puts its rows into the outbox, and until when it is to be believed.
  owner TEXT,
  owned_until INTEGER
);
CREATE INDEX batches_by_company ON batches (company, id DESC);
CREATE INDEX batches_running ON batches (id) WHERE state = 'running';

CREATE TABLE batch_rows (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batches (id),
  -- As a spreadsheet counts; the header is 1.
  row_number INTEGER NOT NULL,
  company TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT,
  document TEXT,
  -- JSON list, in the order of the columns.
  cells TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Code of the first fault, and JSON list of {"field", "code", "en", "et"}.
  fault TEXT,
  faults TEXT,
  sent_mail_id INTEGER REFERENCES sent_mails (id),
  changed_at INTEGER NOT NULL,
  UNIQUE (batch_id, row_number)
);
CREATE INDEX batch_rows_by_state ON batch_rows (batch_id, state, row_number);
-- A mail that is looked at finds its row.
CREATE INDEX batch_rows_by_mail ON batch_rows (sent_mail_id) WHERE sent_mail_id IS NOT NULL;
CREATE INDEX batch_rows_by_address ON batch_rows (batch_id, address_key, row_number);

-- Files that go with the letters. They are removed when no row is left to be sent: what was sent is kept by the outbox.
CREATE TABLE batch_files (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batches (id),
  company TEXT NOT NULL,
  name TEXT NOT NULL,
  -- In lower case, as rows are compared with it.
  name_key TEXT NOT NULL,
  is_common INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (batch_id, name_key)
);

CREATE TABLE batch_history (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES batches (id),
  at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  action TEXT NOT NULL
);
CREATE INDEX batch_history_by_batch ON batch_history (batch_id, id);
