-- Recipients of these mails whose event rests on another mail: an earlier or later one of the same story.
SELECT h.value_before AS mail, e.recipient_key
FROM history h
JOIN events e ON e.id = h.event_id
WHERE h.field = 'mail' AND h.value_before IN @Mails
UNION
SELECT h.value_after AS mail, e.recipient_key
FROM history h
JOIN events e ON e.id = h.event_id
WHERE h.field = 'mail' AND h.value_after IN @Mails
ORDER BY 1, 2
