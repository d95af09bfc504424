SELECT company, use, address
FROM company_addresses
ORDER BY company, id
