INSERT INTO events (
  company, mailbox, kind, status, recipient, recipient_key, reason, severity, fixer, kind_evidence, started_at, deadline_at,
  content, priority, headers_only, subject, mail_id, filed_at, changed_at, changed_by, search_text
)
VALUES (
  @Company, @Mailbox, @Kind, @Status, '', '', @Reason, @Severity, @Fixer, '', @StartedAt, @DeadlineAt,
  @Content, 2, 0, @Subject, @MailId, @At, @At, 'system', @SearchText
)
RETURNING id
