SELECT password FROM user_cards WHERE company = @Company AND user_key = @UserKey
