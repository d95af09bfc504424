-- Not those that a person held one by one.
UPDATE transmissions SET state = 'waiting', next_at = @Now, expires_at = @ExpiresAt, changed_at = @Now
WHERE company = @Company AND state = 'held' AND mail_id IN (SELECT id FROM sent_mails WHERE batch_id = @BatchId AND company = @Company)
  AND NOT EXISTS (
    SELECT 1 FROM transmission_history h WHERE h.mail_id = transmissions.mail_id AND h.transmission_id = transmissions.id AND h.action = 'held'
      AND h.id = (SELECT MAX(l.id) FROM transmission_history l WHERE l.mail_id = transmissions.mail_id AND l.transmission_id = transmissions.id AND l.action IN ('held', 'released', 'send-now')))
