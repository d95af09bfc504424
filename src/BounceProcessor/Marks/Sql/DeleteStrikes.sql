DELETE FROM address_strikes
WHERE company = @Company AND address_key = @AddressKey AND struck_at < @Before
