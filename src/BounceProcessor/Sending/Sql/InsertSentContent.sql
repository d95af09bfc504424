INSERT INTO sent_contents (mail_id, company, accepted_at, compressed)
VALUES (@MailId, @Company, @AcceptedAt, @Compressed)
