INSERT INTO companies (company, name, event_address, language, has_mass_mail, mail_user, bounce_return, one_transaction_per_recipient, marked_addresses)
VALUES (@Company, @Name, @EventAddress, @Language, @HasMassMail, @MailUser, @BounceReturn, @OneTransactionPerRecipient, @MarkedAddresses)
ON CONFLICT (company) DO UPDATE SET
  name = excluded.name,
  event_address = excluded.event_address,
  language = excluded.language,
  has_mass_mail = excluded.has_mass_mail,
  mail_user = excluded.mail_user,
  bounce_return = excluded.bounce_return,
  one_transaction_per_recipient = excluded.one_transaction_per_recipient,
  marked_addresses = excluded.marked_addresses
