-- Whether a story of this mail and recipient can be gone on with: a delay by anything, an outcome by a late delay. What is surely about a mail of
-- ours has stories of its own, and what is suspicious has none.
SELECT id
FROM events
WHERE original_message_id = @OriginalMessageId
  AND recipient_key = @RecipientKey
  AND company = @Company
  AND (kind = 'delay' OR (@Kind = 'delay' AND kind IN ('failure', 'delivered', 'relayed', 'expanded')))
  AND sent_recipient_id IS NULL
  AND (trust IS NULL OR trust <> 'suspicious')
LIMIT 1
