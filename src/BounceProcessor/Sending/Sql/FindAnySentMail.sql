SELECT
  id, company, user_code, message_id, mode, from_address, reply_to, subject, customer, document, batch_id, resent_event_id,
  idempotency_key, size_bytes, accepted_at
FROM sent_mails
WHERE id = @Id AND (@Company IS NULL OR company = @Company)
