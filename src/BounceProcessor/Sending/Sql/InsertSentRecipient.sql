INSERT INTO sent_recipients (id, company, mail_id, transmission_id, kind, address, address_key, state, reply, changed_at)
VALUES (@Id, @Company, @MailId, @TransmissionId, @Kind, @Address, @AddressKey, @State, @Reply, @ChangedAt)
