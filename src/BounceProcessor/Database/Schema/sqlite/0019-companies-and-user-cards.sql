-- Who sends. Times are UTC Unix milliseconds. What is encrypted needs the key ring beside the database.

-- Companies made on pages or by command; those of the configuration stand there alone.
CREATE TABLE companies (
  id INTEGER PRIMARY KEY,
  -- The code, lower case.
  company TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- NULL: the code at the event domain.
  event_address TEXT,
  language TEXT NOT NULL,
  has_mass_mail INTEGER NOT NULL,
  mail_user TEXT,
  bounce_return TEXT NOT NULL,
  one_transaction_per_recipient INTEGER NOT NULL,
  marked_addresses TEXT NOT NULL
);

-- Addresses of those companies, or @ and a domain.
CREATE TABLE company_addresses (
  id INTEGER PRIMARY KEY,
  company TEXT NOT NULL,
  -- alias or sending
  use TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL
);
CREATE UNIQUE INDEX company_addresses_once ON company_addresses (company, use, address_key);
CREATE UNIQUE INDEX company_aliases_once ON company_addresses (address_key) WHERE use = 'alias';

CREATE TABLE user_cards (
  id INTEGER PRIMARY KEY,
  -- Lower case, whatever the configuration writes.
  company TEXT NOT NULL,
  -- As written, and in lower case.
  user_code TEXT NOT NULL,
  user_key TEXT NOT NULL,
  name TEXT,
  email TEXT,
  mode TEXT,
  host TEXT,
  port INTEGER,
  tls TEXT,
  username TEXT,
  -- Encrypted for this company and user.
  password TEXT,
  language TEXT NOT NULL,
  UNIQUE (company, user_key)
);

-- Who changed which of these settings when, without passwords. Its highest number is the version of them all: it tells every process that something changed.
CREATE TABLE sender_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  company TEXT NOT NULL,
  -- Lower case; NULL for the company itself.
  user_key TEXT,
  at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  field TEXT NOT NULL,
  value_before TEXT,
  value_after TEXT
);
CREATE INDEX sender_history_by_card ON sender_history (company, user_key, id);
