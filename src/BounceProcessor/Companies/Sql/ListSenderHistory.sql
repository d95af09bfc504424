SELECT id, at, changed_by, field, value_before, value_after
FROM sender_history
WHERE company = @Company AND ((@UserKey IS NULL AND user_key IS NULL) OR user_key = @UserKey)
ORDER BY id DESC
LIMIT @Limit
