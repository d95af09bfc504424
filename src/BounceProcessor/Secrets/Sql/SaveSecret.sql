INSERT INTO secrets (company, name, name_key, encrypted, changed_at)
VALUES ('', @Name, @Key, @Encrypted, @Now)
ON CONFLICT (name_key) DO UPDATE SET
  name = @Name,
  encrypted = @Encrypted,
  changed_at = @Now
