SELECT company, COUNT(*) AS users FROM user_cards GROUP BY company
