SELECT id, mailbox, tried_by
FROM quarantine
WHERE tried_by IS NOT NULL
ORDER BY id
