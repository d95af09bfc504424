SELECT taken.owner, MAX(COALESCE(process.until, 0)) AS until, MAX(process.boot) AS boot
FROM transmissions AS taken
LEFT JOIN outbox_processes AS process ON process.owner = taken.owner
WHERE taken.state <> 'done' AND taken.state <> 'cancelled' AND taken.state IN ('sending', 'ending') AND taken.owner <> @Owner
GROUP BY taken.owner
ORDER BY taken.owner
LIMIT 1000
