UPDATE alerts
SET resolved_at = @ResolvedAt
WHERE id = @Id AND resolved_at IS NULL
