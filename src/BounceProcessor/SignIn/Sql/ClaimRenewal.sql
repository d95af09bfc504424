INSERT INTO sign_in_tokens (company, account, encrypted, changed_at, renewing_by, renewing_until)
VALUES (@Company, @Account, NULL, @Now, @By, @Until)
ON CONFLICT (account) DO UPDATE SET
  renewing_by = @By,
  renewing_until = @Until
WHERE sign_in_tokens.renewing_until <= @Now
RETURNING id
