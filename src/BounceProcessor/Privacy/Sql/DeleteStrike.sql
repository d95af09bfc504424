DELETE FROM address_strikes
WHERE id = @Id
