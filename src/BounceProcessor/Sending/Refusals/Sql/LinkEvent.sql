UPDATE events
SET sender_user = @SenderUser, customer = @Customer, document = @Document
WHERE company = @Company AND id = @EventId
