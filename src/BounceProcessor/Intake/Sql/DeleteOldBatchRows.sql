DELETE FROM batch_rows
WHERE id IN (
  SELECT line.id
  FROM batches AS batch
  JOIN batch_rows AS line ON line.batch_id = batch.id
  WHERE batch.company = @Company AND batch.state IN ('done', 'stopped') AND batch.ended_at < @Before
  ORDER BY line.id
  LIMIT @Limit
)
