UPDATE address_marks
SET note = @First, release_note = @Second
WHERE id = @Id
