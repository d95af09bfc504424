INSERT INTO mailbox_states (mailbox, company, owner, watched_since, faults, fault_kind, fault, next_try_at, changed_at)
VALUES (@Mailbox, @Company, @Owner, @WatchedSince, @Faults, @FaultKind, @Fault, @NextTryAt, @ChangedAt)
ON CONFLICT (mailbox) DO UPDATE SET
  company = @Company,
  owner = @Owner,
  watched_since = @WatchedSince,
  faults = @Faults,
  fault_kind = @FaultKind,
  fault = @Fault,
  next_try_at = @NextTryAt,
  changed_at = @ChangedAt
