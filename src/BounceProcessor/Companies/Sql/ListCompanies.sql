SELECT company, name, event_address, language, has_mass_mail, mail_user, bounce_return, one_transaction_per_recipient, marked_addresses
FROM companies
ORDER BY company, id
