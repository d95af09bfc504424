SELECT at, changed_by, action FROM batch_history WHERE company = @Company AND batch_id = @BatchId ORDER BY id LIMIT 200
