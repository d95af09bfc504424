DELETE FROM sent_mails WHERE id IN @Mails
