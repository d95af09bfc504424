-- What a receiver said of a failed SPF, DKIM or DMARC check; NULL where its words do not say. From a stranger's text.
ALTER TABLE events ADD COLUMN checked_mechanism TEXT;
ALTER TABLE events ADD COLUMN checked_identity TEXT;
ALTER TABLE events ADD COLUMN checked_domain TEXT;
ALTER TABLE events ADD COLUMN checked_ip TEXT;
ALTER TABLE events ADD COLUMN checked_result TEXT;
ALTER TABLE events ADD COLUMN checked_receiver TEXT;

-- Two status codes that differed, and the row of the table that decided: '5.2.2 5.1.1 refusing-server' (words, field, row).
ALTER TABLE events ADD COLUMN status_conflict TEXT;
