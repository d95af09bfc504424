SELECT struck_at
FROM address_strikes
WHERE company = @Company AND address_key = @AddressKey AND event_id <> @EventId
ORDER BY struck_at, id
LIMIT 500
