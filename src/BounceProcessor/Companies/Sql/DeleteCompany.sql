DELETE FROM companies WHERE company = @Company
