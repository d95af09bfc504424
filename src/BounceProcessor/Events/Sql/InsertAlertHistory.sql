INSERT INTO history (event_id, company, changed_at, changed_by, field, value_before, value_after)
VALUES (@EventId, @Company, @At, 'system', @Field, @Before, @After)
