INSERT INTO address_strikes (company, address_key, struck_at, event_id, reason)
VALUES (@Company, @AddressKey, @StruckAt, @EventId, @Reason)
ON CONFLICT (company, address_key, event_id) DO NOTHING
