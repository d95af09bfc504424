-- Mails of a company that a server took, and the ones of them whose failure came into its mailbox, in the spans before and in the last one.
SELECT
  (SELECT COUNT(*) FROM sent_mails WHERE company = @Company AND accepted_at >= @Start AND accepted_at < @Now) AS sent_before,
  (SELECT COUNT(*) FROM sent_mails WHERE company = @Company AND accepted_at >= @Now AND accepted_at < @End) AS sent_now,
  (
    SELECT COUNT(DISTINCT sent_mail_id)
    FROM events
    WHERE company = @Company
      AND started_at >= @Start
      AND started_at < @Now
      AND mailbox = @Mailbox
      AND kind = 'failure'
      AND sent_recipient_id IS NOT NULL
  ) AS returned_before
