SELECT password AS encrypted, password_host FROM user_cards WHERE company = @Company AND user_key = @UserKey AND password IS NOT NULL
