DELETE FROM mailbox_states
