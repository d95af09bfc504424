UPDATE canaries
SET looked_to = @LookedTo
WHERE id = @Id
