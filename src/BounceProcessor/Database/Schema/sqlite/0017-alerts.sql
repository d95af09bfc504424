-- What was raised, once per cause: an alert is open until its cause is gone. Times are UTC Unix milliseconds.
CREATE TABLE alerts (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  condition TEXT NOT NULL,
  -- No reference: retention may remove the event before the cause is gone.
  event_id INTEGER NOT NULL,
  raised_at INTEGER NOT NULL,
  resolved_at INTEGER
);
CREATE UNIQUE INDEX alerts_open ON alerts (mailbox, condition) WHERE resolved_at IS NULL;

-- How long the service has been running without a successful run of a mailbox; time in which it was off does not count.
CREATE TABLE poll_silences (
  mailbox TEXT PRIMARY KEY,
  company TEXT NOT NULL,
  -- Which run that was; runs that did nothing share a row and are told apart by their count.
  last_run_id INTEGER NOT NULL,
  last_run_times INTEGER NOT NULL,
  silent_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Mails sent to a known-bad address, and what became of them.
CREATE TABLE canaries (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mailbox TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  message_id TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  -- When it has to be home.
  home_by INTEGER NOT NULL,
  -- waiting, home, lost, refused, unsent
  outcome TEXT NOT NULL,
  -- The sending server's words, or the fault.
  answer TEXT,
  home_at INTEGER,
  event_id INTEGER,
  -- Events up to this one were compared with the token.
  looked_to INTEGER NOT NULL,
  -- Two processes send one canary.
  UNIQUE (mailbox, due_at)
);
CREATE INDEX canaries_by_time ON canaries (sent_at, id);

-- The last successful run of a mailbox.
CREATE INDEX runs_succeeded ON runs (mailbox, id DESC) WHERE ended_at IS NOT NULL AND error IS NULL;
