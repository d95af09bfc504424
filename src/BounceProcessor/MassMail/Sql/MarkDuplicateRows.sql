-- The first of the rows that are the same stays.
UPDATE batch_rows SET state = 'faulty', fault = 'duplicate-address', faults = @Faults, changed_at = @At
WHERE batch_id = @BatchId AND company = @Company AND state = 'ready' AND EXISTS (
  SELECT 1 FROM batch_rows first
  WHERE first.batch_id = batch_rows.batch_id AND first.address_key = batch_rows.address_key AND first.row_number < batch_rows.row_number AND first.state = 'ready'
    AND (@AlsoDocument = 0 OR COALESCE(first.document, '') = COALESCE(batch_rows.document, '')))
