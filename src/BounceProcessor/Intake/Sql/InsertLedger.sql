INSERT INTO ledger (ledger_mailbox_id, mail_key, outcome, settled, done_at)
VALUES (@Id, @Key, @Outcome, @Settled, @DoneAt)
ON CONFLICT DO NOTHING
