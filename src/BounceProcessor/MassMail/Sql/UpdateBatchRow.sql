UPDATE batch_rows SET state = @State, fault = @Fault, faults = @Faults, sent_mail_id = @SentMailId, changed_at = @ChangedAt
WHERE batch_id = @BatchId AND company = @Company AND row_number = @RowNumber AND state = 'ready'
