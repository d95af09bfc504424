-- What only people fill in is not in the list. No RETURNING: SQLite would copy every page that the row touches before it writes it.
INSERT INTO events (
  id, company, mailbox, kind, status, sender_user, recipient, recipient_key, final_recipient, reason, severity, fixer,
  confidence, enhanced_status, reply_code, diagnostic, reporting_mta, remote_mta, rule, matched_words, matched_in,
  overruled, checked_mechanism, checked_identity, checked_domain, checked_ip, checked_result, checked_receiver,
  status_conflict, kind_evidence, started_at, deadline_at, content, priority, headers_only, subject,
  original_message_id, original_from, original_to, original_subject, original_date, mail_id, filed_at, changed_at,
  changed_by, search_text, customer, document, trust, match_evidence, sent_mail_id, sent_recipient_id
)
VALUES (
  @Id, @Company, @Mailbox, @Kind, @Status, @SenderUser, @Recipient, @RecipientKey, @FinalRecipient, @Reason, @Severity,
  @Fixer, @Confidence, @EnhancedStatus, @ReplyCode, @Diagnostic, @ReportingMta, @RemoteMta, @Rule, @MatchedWords,
  @MatchedIn, @Overruled, @CheckedMechanism, @CheckedIdentity, @CheckedDomain, @CheckedIp, @CheckedResult,
  @CheckedReceiver, @StatusConflict, @KindEvidence, @StartedAt, @DeadlineAt, @Content, @Priority, @HeadersOnly,
  @Subject, @OriginalMessageId, @OriginalFrom, @OriginalTo, @OriginalSubject, @OriginalDate, @MailId, @FiledAt,
  @FiledAt, @ChangedBy, @SearchText, @Customer, @Document, @Trust, @MatchEvidence, @SentMailId, @SentRecipientId
)
ON CONFLICT DO NOTHING
