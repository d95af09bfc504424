# Postfix. In soft mode the queue lives 6 seconds and warns after 1.
packages='postfix procps'

configure() {
    cat > /etc/postfix/main.cf <<'C'
compatibility_level = 3.6
myhostname = mx.event.data.directo.ee
mydomain = event.data.directo.ee
myorigin = lokaal.example
mydestination = lokaal.example, localhost
mynetworks = 127.0.0.0/8, 192.0.2.0/24
inet_interfaces = 192.0.2.25
inet_protocols = ipv4
alias_maps = hash:/etc/postfix/aliases
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
local_recipient_maps =
smtputf8_enable = yes
notify_classes = 2bounce, resource, software
2bounce_notice_recipient = postmaster@event.data.directo.ee
bounce_notice_recipient = postmaster@event.data.directo.ee
delay_notice_recipient = postmaster@event.data.directo.ee
error_notice_recipient = postmaster@event.data.directo.ee
smtp_connect_timeout = 2s
smtp_helo_timeout = 2s
smtp_tls_security_level = none
smtpd_tls_security_level = none
maillog_file = /var/log/postfix.log
message_size_limit = 10240000
smtp_skip_5xx_greeting = no
# a reused connection would skip the check for SMTPUTF8
smtp_connection_cache_on_demand = no
C
    if [ "$MODE" = soft ]; then cat >> /etc/postfix/main.cf <<'C'
maximal_queue_lifetime = 6s
bounce_queue_lifetime = 30s
delay_warning_time = 1s
queue_run_delay = 2s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
C
    fi
    cp /generate/aliases /etc/postfix/aliases       # hash: and postalias; texthash: would keep the colon
    postconf -F '*/*/chroot=n'
    postalias /etc/postfix/aliases
    postconf -M postlog/unix-dgram='postlog unix-dgram n - n - 1 postlogd'
}

start() { postfix start-fg; }
stop() { postfix stop; }
