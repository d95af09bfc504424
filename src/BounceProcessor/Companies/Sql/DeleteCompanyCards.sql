DELETE FROM user_cards WHERE company = @Company
