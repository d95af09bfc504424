DELETE FROM sent_recipients WHERE mail_id IN @Mails
