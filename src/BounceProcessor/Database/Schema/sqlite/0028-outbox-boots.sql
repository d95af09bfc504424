-- Of which start of its machine a sending process is: its last writes may be lost when that was another.
ALTER TABLE outbox_processes ADD COLUMN boot TEXT NOT NULL DEFAULT '';

-- Counted at each taking: who has an older copy in hand, from before it was held and released, writes nothing.
ALTER TABLE transmissions ADD COLUMN take INTEGER NOT NULL DEFAULT 0;
