DELETE FROM address_corrections
WHERE id = @Id
