SELECT COUNT(*)
FROM events
WHERE 1 = 1
/*filters*/
