-- The server a password was entered for; it goes to no other, whoever names one. NULL: no server was in force then, and none got it yet.
ALTER TABLE user_cards ADD COLUMN password_host TEXT;
UPDATE user_cards SET password_host = COALESCE(host, (
  SELECT base.host
  FROM companies c
  JOIN user_cards base ON base.company = c.company AND base.user_key = lower(c.mail_user)
  WHERE c.company = user_cards.company
))
WHERE password IS NOT NULL;
