-- How many sent mails a sweep removed.
ALTER TABLE retention_sums ADD COLUMN sent_mails INTEGER NOT NULL DEFAULT 0;

-- Corrected addresses are told to webhooks from now on.
INSERT INTO webhook_cursors (source, position) VALUES ('corrections', (SELECT COALESCE(MAX(id), 0) FROM address_corrections));

-- Marks whose time is over, until that stands in their history.
CREATE INDEX address_marks_expiring ON address_marks (expires_at, id) WHERE released_at IS NULL AND expires_at IS NOT NULL;
