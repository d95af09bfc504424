SELECT COUNT(*) FROM batches WHERE (@Company IS NULL OR company = @Company) AND state <> 'loading'
