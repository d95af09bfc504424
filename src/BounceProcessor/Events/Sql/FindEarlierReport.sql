-- Whether a story of this mail and recipient can be gone on with: a delay by anything, an outcome by a late delay.
SELECT id
FROM events
WHERE original_message_id = @OriginalMessageId
  AND recipient_key = @RecipientKey
  AND company = @Company
  AND (kind = 'delay' OR (@Kind = 'delay' AND kind IN ('failure', 'delivered', 'relayed', 'expanded')))
LIMIT 1
