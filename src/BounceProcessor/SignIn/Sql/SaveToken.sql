INSERT INTO sign_in_tokens (company, account, encrypted, changed_at, renewing_by, renewing_until)
VALUES (@Company, @Account, @Encrypted, @Now, '', 0)
ON CONFLICT (account) DO UPDATE SET
  company = @Company,
  encrypted = @Encrypted,
  changed_at = @Now
