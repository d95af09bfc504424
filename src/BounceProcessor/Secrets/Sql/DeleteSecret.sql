DELETE FROM secrets
WHERE name_key = @Key
