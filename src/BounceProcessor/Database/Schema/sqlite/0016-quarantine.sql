-- Runs of a mailbox that did nothing and ended alike are one row; its sums are theirs together.
ALTER TABLE runs ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
-- Start of the last of them; NULL when there is one.
ALTER TABLE runs ADD COLUMN last_started_at INTEGER;
-- How long they took together.
ALTER TABLE runs ADD COLUMN worked_ms INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET worked_ms = MAX(0, ended_at - started_at) WHERE ended_at IS NOT NULL;
CREATE INDEX runs_failed ON runs (mailbox, started_at DESC, id DESC) WHERE error IS NOT NULL;

-- SHA-256 of the bytes: the same mail in another generation is the same row. NULL in rows of older versions.
ALTER TABLE quarantine ADD COLUMN hash BLOB;
-- Where the mailbox lists it; 0 where the mailbox has no order.
ALTER TABLE quarantine ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
-- waiting, stuck, filed or discarded
ALTER TABLE quarantine ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting';
-- Code and rules that failed on it last; empty when they were not noted.
ALTER TABLE quarantine ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE quarantine ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE quarantine ADD COLUMN last_attempt_at INTEGER;
-- The process that is trying it; NULL when none is. What a process left here did not survive the attempt.
ALTER TABLE quarantine ADD COLUMN tried_by TEXT;
-- When it was filed or discarded.
ALTER TABLE quarantine ADD COLUMN decided_at INTEGER;
UPDATE quarantine SET last_attempt_at = quarantined_at;
CREATE INDEX quarantine_by_state ON quarantine (state, mailbox, fingerprint, id);
CREATE INDEX quarantine_by_hash ON quarantine (hash) WHERE hash IS NOT NULL;

CREATE TABLE quarantine_history (
  id INTEGER PRIMARY KEY,
  quarantine_id INTEGER NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE,
  company TEXT NOT NULL,
  at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  -- set-aside, seen-again, filed, failed-again, did-not-come-back, discarded
  action TEXT NOT NULL,
  note TEXT
);
CREATE INDEX quarantine_history_by_mail ON quarantine_history (quarantine_id, id);
