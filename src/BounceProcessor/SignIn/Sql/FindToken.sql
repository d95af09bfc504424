SELECT encrypted
FROM sign_in_tokens
WHERE account = @Account
