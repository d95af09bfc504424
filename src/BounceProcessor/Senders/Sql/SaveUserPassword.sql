UPDATE user_cards SET password = @Encrypted WHERE company = @Company AND user_key = @UserKey
