SELECT company, user_code, name, email, mode, host, port, tls, username, password IS NOT NULL AS has_password, password_host, language
FROM user_cards
WHERE company = @Company AND user_key > @After
ORDER BY user_key, id
LIMIT @Limit
