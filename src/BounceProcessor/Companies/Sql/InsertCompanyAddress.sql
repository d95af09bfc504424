INSERT INTO company_addresses (company, use, address, address_key) VALUES (@Company, @Use, @Address, @AddressKey)
