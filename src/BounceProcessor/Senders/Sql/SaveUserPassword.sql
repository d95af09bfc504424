UPDATE user_cards SET password = @Encrypted, password_host = @PasswordHost WHERE company = @Company AND user_key = @UserKey
