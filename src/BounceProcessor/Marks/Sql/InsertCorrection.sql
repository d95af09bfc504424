INSERT INTO address_corrections (
  company, customer, old_address, old_address_key, new_address, new_address_key, event_id, sent_mail_id, corrected_at, corrected_by
)
VALUES (
  @Company, @Customer, @OldAddress, @OldAddressKey, @NewAddress, @NewAddressKey, @EventId, @SentMailId, @CorrectedAt, @CorrectedBy
)
