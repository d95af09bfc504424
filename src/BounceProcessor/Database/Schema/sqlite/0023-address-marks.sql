-- Addresses that are known not to work, one open mark an address of a company. Times are UTC Unix milliseconds.
CREATE TABLE address_marks (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  -- As mailed, and as compared.
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  mark_kind TEXT NOT NULL,
  reason TEXT,
  note TEXT,
  since INTEGER NOT NULL,
  event_id INTEGER,
  marked_by TEXT NOT NULL,
  -- Not in force from this time on; null: until somebody releases it.
  expires_at INTEGER,
  released_at INTEGER,
  released_by TEXT,
  release_reason TEXT,
  release_note TEXT,
  changed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX address_marks_open ON address_marks (company, address_key) WHERE released_at IS NULL;
CREATE INDEX address_marks_by_address ON address_marks (company, address_key, id DESC);
CREATE INDEX address_marks_by_company ON address_marks (company, since DESC, id DESC);

-- What happened to each mark; ids grow, so that who follows them misses nothing.
CREATE TABLE address_mark_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  company TEXT NOT NULL,
  mark_id INTEGER NOT NULL REFERENCES address_marks (id) ON DELETE CASCADE,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  mark_change TEXT NOT NULL,
  mark_kind TEXT NOT NULL,
  reason TEXT,
  event_id INTEGER,
  expires_at INTEGER,
  note TEXT
);
CREATE INDEX address_mark_history_by_mark ON address_mark_history (mark_id, id);

-- Failures that may pass; enough of them over enough time make a mark.
CREATE TABLE address_strikes (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  address_key TEXT NOT NULL,
  struck_at INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  reason TEXT
);
CREATE UNIQUE INDEX address_strikes_by_address ON address_strikes (company, address_key, event_id);
CREATE INDEX address_strikes_by_time ON address_strikes (struck_at, id);

-- An address that was corrected from an event; the business system takes them over from here.
CREATE TABLE address_corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  company TEXT NOT NULL,
  customer TEXT,
  old_address TEXT NOT NULL,
  old_address_key TEXT NOT NULL,
  new_address TEXT NOT NULL,
  new_address_key TEXT NOT NULL,
  event_id INTEGER,
  sent_mail_id INTEGER,
  corrected_at INTEGER NOT NULL,
  corrected_by TEXT NOT NULL
);
CREATE INDEX address_corrections_by_company ON address_corrections (company, id);
CREATE INDEX address_corrections_by_old ON address_corrections (company, old_address_key, id DESC);

-- What went out again from an event.
CREATE INDEX sent_mails_by_resent_event ON sent_mails (resent_event_id, id) WHERE resent_event_id IS NOT NULL;
