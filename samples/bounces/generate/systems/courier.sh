# Courier; submission by its sendmail. In soft mode it warns after 2 seconds and gives up after 8.
packages='courier-mta procps'

configure() {
    local c=/etc/courier
    echo mx.event.data.directo.ee > $c/me
    echo lokaal.example > $c/defaultdomain
    printf 'lokaal.example\nlocalhost\n' > $c/locals
    cp /generate/aliases $c/aliases/system
    makealiases
    if [ "$MODE" = soft ]; then
        echo 8s > $c/queuetime; echo 2s > $c/warntime
        echo 1s > $c/retryalpha; echo 1 > $c/retrybeta; echo 1s > $c/retrygamma; echo 1 > $c/retrymaxdelta
    fi
    echo 20000000 > $c/sizelimit
    echo 2s > $c/esmtptimeoutconnect; echo 4s > $c/esmtptimeouthelo; echo 1s > $c/esmtpdelay
    mkdir -p /run/courier/authdaemon; chown -R courier:courier /run/courier
}

start() { authdaemond start; courierfilter start; courier start; sleep 1000; }
stop() { mailq | tail -5; }
