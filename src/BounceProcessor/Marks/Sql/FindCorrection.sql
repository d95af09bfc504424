SELECT id, company, customer, old_address, new_address, event_id, sent_mail_id, corrected_at, corrected_by
FROM address_corrections
WHERE company = @Company AND id = @Id
