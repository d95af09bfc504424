SELECT row_number, address, address_key, document, cells, state, changed_at FROM batch_rows
WHERE batch_id = @BatchId AND company = @Company AND state = 'ready'
ORDER BY row_number LIMIT @Limit
