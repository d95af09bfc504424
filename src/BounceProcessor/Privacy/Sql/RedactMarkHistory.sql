UPDATE address_mark_history
SET note = @First
WHERE id = @Id
