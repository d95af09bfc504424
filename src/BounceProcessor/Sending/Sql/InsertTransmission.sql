INSERT INTO transmissions (
  id, company, mail_id, user_code, envelope_sender, token, server, state, priority, next_at, expires_at, changed_at
)
VALUES (
  @Id, @Company, @MailId, @UserCode, @EnvelopeSender, @Token, @Server, @State, @Priority, @NextAt, @ExpiresAt, @ChangedAt
)
