-- Mails that a mailbox lists but does not hand over. They are asked for again with growing pauses, so that the start of a listing may move past them.
CREATE TABLE ledger_left (
  ledger_mailbox_id INTEGER NOT NULL REFERENCES ledger_mailboxes (id),
  mail_key TEXT NOT NULL,
  company TEXT NOT NULL,
  position INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  fault TEXT NOT NULL,
  first_tried_at INTEGER NOT NULL,
  last_tried_at INTEGER NOT NULL,
  next_try_at INTEGER NOT NULL,
  PRIMARY KEY (ledger_mailbox_id, mail_key)
) WITHOUT ROWID;
