INSERT INTO sender_history (company, user_key, at, changed_by, field, value_before, value_after)
VALUES (@Company, @UserKey, @At, @ChangedBy, @Field, @Before, @After)
