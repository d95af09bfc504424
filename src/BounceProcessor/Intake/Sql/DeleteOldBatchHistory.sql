DELETE FROM batch_history
WHERE batch_id IN (
  SELECT batch.id
  FROM batches AS batch
  WHERE batch.company = @Company AND batch.state IN ('done', 'stopped') AND batch.ended_at < @Before
    AND NOT EXISTS (SELECT 1 FROM batch_rows AS line WHERE line.batch_id = batch.id)
)
