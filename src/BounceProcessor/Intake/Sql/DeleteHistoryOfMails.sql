DELETE FROM transmission_history WHERE mail_id IN @Mails
