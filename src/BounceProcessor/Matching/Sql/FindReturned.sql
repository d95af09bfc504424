SELECT address, address_key, returned
FROM sent_recipients
WHERE id = @Id
  AND company = @Company
