SELECT
  m.id, m.company, m.user_code, m.message_id, m.mode, m.from_address, m.reply_to, m.subject, m.customer, m.document, m.batch_id, m.resent_event_id,
  m.idempotency_key, m.size_bytes, m.accepted_at
FROM sent_mails AS m
WHERE m.company = @Company
  AND (m.accepted_at < @At OR (m.accepted_at = @At AND m.id < @Id))
  AND (@User IS NULL OR m.user_code = @User)
  AND (@Customer IS NULL OR m.customer = @Customer)
  AND (@Document IS NULL OR m.document = @Document)
  AND (@BatchId IS NULL OR m.batch_id = @BatchId)
  AND (@Recipient IS NULL OR m.id IN (SELECT r.mail_id FROM sent_recipients AS r WHERE r.company = @Company AND r.address_key = @Recipient))
ORDER BY m.accepted_at DESC, m.id DESC
LIMIT @Limit
