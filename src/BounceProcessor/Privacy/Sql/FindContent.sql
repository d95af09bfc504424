SELECT compressed
FROM mail_contents
WHERE id = @Id
