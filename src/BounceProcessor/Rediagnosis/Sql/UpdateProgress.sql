UPDATE rediagnoses
SET
  position = @Position,
  mails = @Mails,
  not_possible = @NotPossible,
  failed = @Failed,
  events = @Events,
  changed = @Changed,
  added = @Added,
  missing = @Missing,
  closed = @Closed,
  companies = @Companies,
  ended_at = @EndedAt
WHERE id = @Id
