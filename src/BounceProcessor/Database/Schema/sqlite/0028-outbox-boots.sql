-- Of which start of its machine a sending process is: its last writes may be lost when that was another.
ALTER TABLE outbox_processes ADD COLUMN boot TEXT NOT NULL DEFAULT '';
