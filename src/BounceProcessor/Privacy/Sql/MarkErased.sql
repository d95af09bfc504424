UPDATE mails
SET erased_at = @At
WHERE hash = (SELECT hash FROM mail_contents WHERE id = @Id)
  AND company = @Company
  AND erased_at IS NULL
