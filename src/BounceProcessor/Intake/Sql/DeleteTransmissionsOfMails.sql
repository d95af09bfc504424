DELETE FROM transmissions WHERE mail_id IN @Mails
