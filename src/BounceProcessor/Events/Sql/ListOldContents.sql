-- Bytes that nobody filed lately, in the order of their last filing, with the mails they belong to.
SELECT c.id, c.last_filed_at, m.company, m.filed_at
FROM (
  SELECT id, hash, last_filed_at
  FROM mail_contents
  WHERE last_filed_at < @Before
    AND (last_filed_at, id) > (@AfterFiledAt, @AfterId)
  ORDER BY last_filed_at, id
  LIMIT @Limit
) c
LEFT JOIN mails m ON m.hash = c.hash AND m.erased_at IS NULL
ORDER BY c.last_filed_at, c.id, m.company
