SELECT COALESCE(MAX(id), 0) FROM sender_history
