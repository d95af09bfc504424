-- What was sent and what is to be sent. Times are UTC Unix milliseconds. The number 0019 belongs to companies and user cards.

CREATE TABLE sent_mails (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  user_code TEXT NOT NULL,
  -- Without angle brackets; on our domain, and signed.
  message_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  from_address TEXT NOT NULL,
  reply_to TEXT,
  subject TEXT NOT NULL,
  customer TEXT,
  document TEXT,
  batch_id INTEGER,
  resent_event_id INTEGER,
  idempotency_key TEXT,
  -- SHA-256 of the request, so that the same key with another mail is noticed.
  request_hash BLOB,
  size_bytes INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL
);
CREATE INDEX sent_mails_by_company ON sent_mails (company, accepted_at DESC, id DESC);
CREATE UNIQUE INDEX sent_mails_by_message_id ON sent_mails (message_id);
CREATE UNIQUE INDEX sent_mails_by_key ON sent_mails (company, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX sent_mails_by_batch ON sent_mails (batch_id, id) WHERE batch_id IS NOT NULL;

-- The mail itself, without what is added at transmission; retention removes rows here and nowhere else.
CREATE TABLE sent_contents (
  mail_id INTEGER PRIMARY KEY REFERENCES sent_mails (id),
  company TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  compressed BLOB NOT NULL
);
CREATE INDEX sent_contents_by_time ON sent_contents (accepted_at, mail_id);

-- One row an SMTP transaction.
CREATE TABLE transmissions (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mail_id INTEGER NOT NULL REFERENCES sent_mails (id),
  user_code TEXT NOT NULL,
  envelope_sender TEXT NOT NULL,
  token TEXT NOT NULL,
  server TEXT NOT NULL,
  state TEXT NOT NULL,
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Which process works on it, and until when it is to be believed.
  owner TEXT,
  owned_until INTEGER,
  reply TEXT,
  queue_id TEXT,
  changed_at INTEGER NOT NULL
);
CREATE INDEX transmissions_by_mail ON transmissions (mail_id);
CREATE INDEX transmissions_open ON transmissions (state, priority, next_at, id) WHERE state <> 'done' AND state <> 'cancelled';

CREATE TABLE sent_recipients (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mail_id INTEGER NOT NULL REFERENCES sent_mails (id),
  transmission_id INTEGER REFERENCES transmissions (id),
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  state TEXT NOT NULL,
  reply TEXT,
  returned TEXT,
  event_id INTEGER,
  changed_at INTEGER NOT NULL
);
CREATE INDEX sent_recipients_by_mail ON sent_recipients (mail_id, address_key);
CREATE INDEX sent_recipients_by_transmission ON sent_recipients (transmission_id);
CREATE INDEX sent_recipients_by_address ON sent_recipients (company, address_key, id DESC);
