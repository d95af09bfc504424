-- Not those that somebody filed again meanwhile.
DELETE FROM mail_contents
WHERE id IN @Ids
  AND last_filed_at < @Before
RETURNING id
