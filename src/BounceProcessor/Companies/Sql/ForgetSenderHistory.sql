UPDATE sender_history
SET value_before = NULL, value_after = NULL
WHERE company = @Company AND (@UserKey IS NULL OR user_key = @UserKey)
