# sendmail. In soft mode it warns after 2 seconds and gives up after 7. No SMTPUTF8 in Debian's build.
packages='sendmail-bin sensible-mda m4'

configure() {
    local warn=4h give_up=5d
    if [ "$MODE" = soft ]; then warn=2s; give_up=7s; fi
    sed -e "s/@WARN@/$warn/" -e "s/@RETURN@/$give_up/" /generate/systems/sendmail.mc > /etc/mail/samples.mc
    { cat /generate/aliases; printf 'MAILER-DAEMON: postmaster\nroot: postmaster\n'; } > /etc/mail/aliases
    cd /etc/mail
    m4 samples.mc > sendmail.cf
    touch local-host-names
    mkdir -p /run/sendmail/mta /var/spool/mqueue; chown smmta:smmsp /run/sendmail/mta /var/spool/mqueue
    newaliases -oA/etc/mail/aliases -C/etc/mail/sendmail.cf
}

start() { /usr/libexec/sendmail/sendmail -bD -q1s -C/etc/mail/sendmail.cf -X/var/log/traffic.log; }
stop() { mailq | tail -30; }
