INSERT INTO sent_mails (
  id, company, user_code, message_id, mode, from_address, reply_to, subject, customer, document, batch_id, resent_event_id,
  idempotency_key, request_hash, size_bytes, accepted_at
)
VALUES (
  @Id, @Company, @UserCode, @MessageId, @Mode, @FromAddress, @ReplyTo, @Subject, @Customer, @Document, @BatchId, @ResentEventId,
  @IdempotencyKey, @RequestHash, @SizeBytes, @AcceptedAt
)
