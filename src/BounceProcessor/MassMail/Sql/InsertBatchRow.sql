INSERT INTO batch_rows (batch_id, row_number, company, address, address_key, document, cells, state, fault, faults, changed_at)
VALUES (@BatchId, @RowNumber, @Company, @Address, @AddressKey, @Document, @Cells, @State, @Fault, @Faults, @ChangedAt)
