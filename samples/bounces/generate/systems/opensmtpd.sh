# OpenSMTPD. In soft mode the queue lives 8 seconds and warns after 2; it is slow to try a failed domain again.
packages='opensmtpd'

configure() {
    local life='queue ttl 4d'
    if [ "$MODE" = soft ]; then life=$'queue ttl 8s\nbounce warn-interval 2s'; fi
    cat > /etc/smtpd.conf <<C
table aliases file:/etc/aliases
$life
smtp max-message-size "20M"
listen on 192.0.2.25 hostname "mx.event.data.directo.ee"
listen on socket
action "local" mbox alias <aliases>
action "capture" relay host smtp://203.0.113.9
action "out" relay helo "mx.event.data.directo.ee"
match from any for domain "lokaal.example" action "local"
match from any for domain "event.data.directo.ee" action "capture"
match from any for any action "out"
C
    cp /generate/aliases /etc/aliases
}

start() { smtpd -d -v; }
stop() { smtpctl show queue | tail -5; }
