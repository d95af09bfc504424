INSERT INTO batch_history (company, batch_id, at, changed_by, action) VALUES (@Company, @BatchId, @At, @ChangedBy, @Action)
