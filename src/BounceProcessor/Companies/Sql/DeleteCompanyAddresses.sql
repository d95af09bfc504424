DELETE FROM company_addresses WHERE company = @Company
