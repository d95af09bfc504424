SELECT mailbox, company, owner, watched_since, faults, fault_kind, fault, next_try_at, changed_at
FROM mailbox_states
ORDER BY mailbox
