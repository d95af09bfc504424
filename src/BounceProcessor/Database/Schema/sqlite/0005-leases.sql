-- Who polls a mailbox. Times are UTC Unix milliseconds.
CREATE TABLE mailbox_leases (
  mailbox TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  -- Grows with every lease, so that an owner whose lease has passed to another cannot renew it.
  fencing INTEGER NOT NULL,
  taken_at INTEGER NOT NULL,
  heartbeat_at INTEGER NOT NULL,
  -- 0 when it was given back.
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
