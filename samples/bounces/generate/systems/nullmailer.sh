# nullmailer: hands everything to one relay, which here is the receiving side itself. In soft mode the queue lives 4 seconds.
packages='nullmailer'

configure() {
    local c=/etc/nullmailer spool=/var/spool/nullmailer
    echo mx.event.data.directo.ee > $c/me
    echo mx.event.data.directo.ee > $c/helohost
    echo event.data.directo.ee > $c/defaultdomain
    echo '198.51.100.1 smtp --port=25' > $c/remotes
    echo MAILER-DAEMON@mx.event.data.directo.ee > $c/bouncefrom
    echo 1 > $c/pausetime; echo 2 > $c/maxpause; echo 5 > $c/sendtimeout
    if [ "$MODE" = soft ]; then echo 4 > $c/queuelifetime; fi
    mkdir -p $spool/{queue,tmp,failed}
    rm -f $spool/trigger; mkfifo $spool/trigger
    chown -R mail:mail $spool; chmod 622 $spool/trigger
}

start() { setpriv --reuid mail --regid mail --clear-groups nullmailer-send; }
stop() { ls -R /var/spool/nullmailer; }
