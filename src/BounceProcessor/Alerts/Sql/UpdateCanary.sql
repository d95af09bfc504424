UPDATE canaries
SET outcome = @Outcome, answer = @Answer
WHERE id = @Id AND outcome <> 'home'
