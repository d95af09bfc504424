SELECT at, changed_by AS "By", action, note
FROM quarantine_history
WHERE quarantine_id = @Id
ORDER BY id
