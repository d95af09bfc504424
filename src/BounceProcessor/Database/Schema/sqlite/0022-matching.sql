-- Which sent mail an event is about, and how sure that is. NULL in events that were filed before, and in mail that speaks of none.
ALTER TABLE events ADD COLUMN trust TEXT;
-- A code and a number of ours, never a stranger's text: 'address-token 17'.
ALTER TABLE events ADD COLUMN match_evidence TEXT;
ALTER TABLE events ADD COLUMN sent_mail_id INTEGER;
-- Only where trust is proved or matched.
ALTER TABLE events ADD COLUMN sent_recipient_id INTEGER;

-- Most events of a mailbox that other systems send through are about nothing of ours; they take no part in these.
CREATE INDEX events_by_sent_mail ON events (sent_mail_id, id) WHERE sent_mail_id IS NOT NULL;
CREATE INDEX events_by_sent_recipient ON events (sent_recipient_id, id) WHERE sent_recipient_id IS NOT NULL;
CREATE INDEX events_by_trust ON events (trust, started_at DESC, id DESC, company, kind, reason, severity, status) WHERE trust IS NOT NULL AND trust <> 'unmatched';
CREATE INDEX events_by_customer ON events (customer, started_at DESC, id DESC) WHERE customer IS NOT NULL;
CREATE INDEX events_by_document ON events (document, started_at DESC, id DESC) WHERE document IS NOT NULL;
CREATE INDEX events_by_user ON events (sender_user, started_at DESC, id DESC) WHERE sent_mail_id IS NOT NULL;
