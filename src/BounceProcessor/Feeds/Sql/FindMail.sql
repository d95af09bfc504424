SELECT
  m.id, m.company, m.user_code, m.message_id, m.mode, m.from_address, m.reply_to, m.subject, m.customer, m.document, m.batch_id, m.resent_event_id,
  m.idempotency_key, m.size_bytes, m.accepted_at
FROM sent_mails AS m
WHERE m.company = @Company AND m.id = @Id
