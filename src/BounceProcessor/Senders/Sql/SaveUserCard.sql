INSERT INTO user_cards (company, user_code, user_key, name, email, mode, host, port, tls, username, language)
VALUES (@Company, @UserCode, @UserKey, @Name, @Email, @Mode, @Host, @Port, @Tls, @Username, @Language)
ON CONFLICT (company, user_key) DO UPDATE SET
  user_code = excluded.user_code,
  name = excluded.name,
  email = excluded.email,
  mode = excluded.mode,
  host = excluded.host,
  port = excluded.port,
  tls = excluded.tls,
  username = excluded.username,
  language = excluded.language
