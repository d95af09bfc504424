SELECT released_at
FROM address_marks
WHERE company = @Company AND address_key = @AddressKey AND released_at IS NOT NULL AND release_reason <> 'expired'
ORDER BY released_at DESC, id DESC
LIMIT 1
