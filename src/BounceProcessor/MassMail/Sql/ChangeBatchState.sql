UPDATE batches SET state = @After, fault_en = @FaultEn, fault_et = @FaultEt, started_at = COALESCE(started_at, @StartedAt), ended_at = @EndedAt, changed_at = @At
WHERE id = @BatchId AND company = @Company AND state = @Before
