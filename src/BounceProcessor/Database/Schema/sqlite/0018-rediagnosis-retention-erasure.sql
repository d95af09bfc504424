-- One row a rediagnosis that writes. Times are UTC Unix milliseconds.
CREATE TABLE rediagnoses (
  id INTEGER PRIMARY KEY,
  -- NULL for all companies.
  company TEXT,
  -- As its options are written.
  filter TEXT NOT NULL,
  -- Fingerprint of program and rules that judged.
  rules TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- NULL: at work, or broken off and to be gone on with.
  ended_at INTEGER,
  -- Mails up to this id are done, mails above last_mail are not looked at.
  position INTEGER NOT NULL,
  last_mail INTEGER NOT NULL,
  mails INTEGER NOT NULL,
  not_possible INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  events INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  added INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  companies INTEGER NOT NULL
);

-- The stories that a mail took part in.
CREATE INDEX history_by_mail_before ON history (value_before) WHERE field = 'mail';
CREATE INDEX history_by_mail_after ON history (value_after) WHERE field = 'mail';

-- What retention removed, and when. These rows stay.
CREATE TABLE retention_sweeps (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  -- NULL when it was broken off.
  ended_at INTEGER,
  started_by TEXT NOT NULL
);

CREATE TABLE retention_sums (
  sweep_id INTEGER NOT NULL REFERENCES retention_sweeps (id),
  company TEXT NOT NULL,
  raw_mails INTEGER NOT NULL,
  events INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  PRIMARY KEY (sweep_id, company)
) WITHOUT ROWID;

-- The bytes of this mail were erased for this company; the row stays, so that the mail is not filed again.
ALTER TABLE mails ADD COLUMN erased_at INTEGER;

-- Erasures, without the address. These rows stay.
CREATE TABLE erasures (
  id INTEGER PRIMARY KEY,
  -- NULL for all companies.
  company TEXT,
  -- PBKDF2 of the address in its plain form with the salt, which is the same in all rows.
  address_hash BLOB NOT NULL,
  salt BLOB NOT NULL,
  iterations INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  reason TEXT,
  started_at INTEGER NOT NULL,
  -- NULL: at work, or broken off and to be gone on with.
  ended_at INTEGER,
  -- The table in work, and its rows up to this id are done.
  step INTEGER NOT NULL,
  position INTEGER NOT NULL,
  raw_mails INTEGER NOT NULL,
  events_removed INTEGER NOT NULL,
  events_redacted INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  other_rows INTEGER NOT NULL
);
CREATE INDEX erasures_by_address ON erasures (address_hash, id);
