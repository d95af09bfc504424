-- Where the next listing of a mailbox starts. Keys of another generation (IMAP: UIDVALIDITY) mean nothing.
CREATE TABLE ledger_mailboxes (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  generation TEXT NOT NULL,
  list_from INTEGER NOT NULL,
  UNIQUE (mailbox, generation)
);

-- Every mail that is done. Never removed, so that nothing is filed twice.
CREATE TABLE ledger (
  ledger_mailbox_id INTEGER NOT NULL REFERENCES ledger_mailboxes (id),
  mail_key TEXT NOT NULL,
  outcome TEXT NOT NULL,
  settled INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  PRIMARY KEY (ledger_mailbox_id, mail_key)
) WITHOUT ROWID;

-- Mails that our own code could not deal with.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  generation TEXT NOT NULL,
  mail_key TEXT NOT NULL,
  fault TEXT NOT NULL,
  headers_only INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  compressed BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  quarantined_at INTEGER NOT NULL
);
CREATE INDEX quarantine_by_time ON quarantine (quarantined_at, id);

-- One row a run; no end means that it still goes on or was killed.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  seen INTEGER NOT NULL,
  known INTEGER NOT NULL,
  new_mails INTEGER NOT NULL,
  bounces INTEGER NOT NULL,
  not_bounces INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  left_over INTEGER NOT NULL,
  events_added INTEGER NOT NULL,
  events_updated INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  error TEXT,
  CHECK (seen = known + new_mails),
  CHECK (new_mails = bounces + not_bounces + duplicates + quarantined + left_over)
);
CREATE INDEX runs_by_mailbox ON runs (mailbox, started_at DESC, id DESC);
CREATE INDEX runs_by_start ON runs (started_at DESC, id DESC);
