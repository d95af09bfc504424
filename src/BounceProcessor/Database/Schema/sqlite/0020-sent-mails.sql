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
CREATE INDEX sent_mails_by_user ON sent_mails (company, user_code, accepted_at DESC, id DESC);
CREATE INDEX sent_mails_by_document ON sent_mails (company, document, accepted_at DESC, id DESC) WHERE document IS NOT NULL;
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
CREATE INDEX sent_contents_by_time ON sent_contents (company, accepted_at, mail_id);

-- One row an SMTP transaction.
CREATE TABLE transmissions (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mail_id INTEGER NOT NULL REFERENCES sent_mails (id),
  user_code TEXT NOT NULL,
  envelope_sender TEXT NOT NULL,
  token TEXT NOT NULL,
  -- Host, port and user name: what limits and rests are counted by.
  server TEXT NOT NULL,
  state TEXT NOT NULL,
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- The process that works on it, or worked on it last; outbox_processes tells whether it lives.
  owner TEXT,
  reply TEXT,
  queue_id TEXT,
  changed_at INTEGER NOT NULL
);
CREATE INDEX transmissions_by_mail ON transmissions (mail_id);
CREATE INDEX transmissions_waiting ON transmissions (server, priority, next_at, id) WHERE state = 'waiting';
CREATE INDEX transmissions_open ON transmissions (state, expires_at, id) WHERE state <> 'done' AND state <> 'cancelled';

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

-- What happened to a transmission beside its last reply: tries that failed, and what people did.
CREATE TABLE transmission_history (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  mail_id INTEGER NOT NULL REFERENCES sent_mails (id),
  transmission_id INTEGER NOT NULL REFERENCES transmissions (id),
  at INTEGER NOT NULL,
  -- Who did it; null for the outbox itself.
  changed_by TEXT,
  action TEXT NOT NULL,
  server TEXT,
  text TEXT
);
CREATE INDEX transmission_history_by_mail ON transmission_history (mail_id, id);

-- Processes that send. One that has not said so for a while is taken for dead, and what it had in hand is looked after by the others.
CREATE TABLE outbox_processes (
  owner TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- Servers that rest after a fault, so that no process hammers them.
CREATE TABLE outbox_servers (
  server TEXT PRIMARY KEY,
  faults INTEGER NOT NULL,
  rest_until INTEGER NOT NULL,
  is_sign_in INTEGER NOT NULL,
  reply TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) WITHOUT ROWID;
