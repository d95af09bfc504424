SELECT
  id, company, mailbox, kind, status, sender_user, customer, document, recipient, final_recipient, reason, severity, fixer,
  confidence, enhanced_status, reply_code, diagnostic, reporting_mta, remote_mta, rule, matched_words, matched_in, overruled,
  checked_mechanism, checked_identity, checked_domain, checked_ip, checked_result, checked_receiver, status_conflict,
  kind_evidence, started_at, deadline_at, performer, content, feedback, note, priority, headers_only, subject,
  original_message_id, original_from, original_to, original_subject, original_date, mail_id, filed_at, changed_at, changed_by,
  trust, match_evidence, sent_mail_id, sent_recipient_id
FROM events
WHERE company = @Company
  AND sent_recipient_id = @SentRecipientId
  AND kind IN ('delay', 'failure', 'delivered', 'relayed', 'expanded')
ORDER BY CASE WHEN kind = 'delay' THEN 0 ELSE 1 END, id DESC
LIMIT 1
