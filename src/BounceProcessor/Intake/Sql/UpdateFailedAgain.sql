UPDATE quarantine
SET tried_by = NULL, state = 'waiting', fault = @Fault, fingerprint = @Fingerprint
WHERE id = @Id
