UPDATE sign_in_tokens
SET renewing_by = '', renewing_until = 0
WHERE account = @Account AND renewing_by = @By
