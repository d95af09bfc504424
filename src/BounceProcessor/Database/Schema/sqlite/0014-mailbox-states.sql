-- How the service stands with each mailbox, for pages and commands; emptied when the service starts. Times are UTC Unix milliseconds.
CREATE TABLE mailbox_states (
  mailbox TEXT PRIMARY KEY,
  -- Empty for a catch-all.
  company TEXT NOT NULL,
  -- The process that wrote it, as in mailbox_leases.
  owner TEXT NOT NULL,
  -- Since when new mail is waited for with IDLE; NULL when the schedule alone reads the mailbox.
  watched_since INTEGER,
  -- Runs that failed one after the other; 0 when the last one did not.
  faults INTEGER NOT NULL,
  fault_kind TEXT NOT NULL,
  fault TEXT NOT NULL,
  -- The mailbox is left alone until then; NULL when it does not rest.
  next_try_at INTEGER,
  changed_at INTEGER NOT NULL
) WITHOUT ROWID;
