SELECT EXISTS (
  SELECT 1
  FROM webhook_cursors
  WHERE (source = 'events' AND position < (SELECT MAX(id) FROM events))
    OR (source = 'history' AND position < (SELECT MAX(id) FROM history))
    OR (source = 'corrections' AND position < (SELECT MAX(id) FROM address_corrections))
    OR (source = 'marks' AND position < (SELECT MAX(id) FROM address_mark_history))
)
