SELECT COUNT(*)
FROM sent_mails
WHERE 1 = 1
/*filters*/
