INSERT INTO webhook_endpoints (company, url, event_types, encrypted, is_active, created_at, created_by, active_since)
VALUES (@Company, @Url, @EventTypes, @Encrypted, 1, @Now, @By, @Now)
RETURNING id
