-- Whoever is first decides: two processes may ask with different servers.
UPDATE user_cards SET password_host = @Host WHERE company = @Company AND user_key = @UserKey AND password IS NOT NULL AND password_host IS NULL
