INSERT INTO transmission_history (company, mail_id, transmission_id, at, changed_by, action, server, text)
VALUES (@Company, @MailId, @TransmissionId, @At, @ChangedBy, @Action, @Server, @Text)
