DELETE FROM batches
WHERE company = @Company AND state IN ('done', 'stopped') AND ended_at < @Before
  AND NOT EXISTS (SELECT 1 FROM batch_rows AS line WHERE line.batch_id = batches.id)
