DELETE FROM address_marks
WHERE id = @Id
