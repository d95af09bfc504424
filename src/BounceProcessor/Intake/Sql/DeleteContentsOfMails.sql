DELETE FROM sent_contents WHERE mail_id IN @Mails
