SELECT t.id FROM transmissions t JOIN sent_mails m ON m.id = t.mail_id
WHERE m.batch_id = @BatchId AND m.company = @Company AND t.state IN ('waiting', 'sending', 'ending', 'held')
ORDER BY t.id LIMIT 1
