# Exim (Debian's heavy daemon) with a configuration of its own. In soft mode it retries for 5 seconds and warns after 2.
packages='exim4-daemon-heavy'

configure() {
    local warning='' retry='* * F,2h,15m; G,16h,1h,1.5; F,4d,6h'
    if [ "$MODE" = soft ]; then warning='2s:20m'; retry='* * F,5s,1s'; fi
    sed -e "s/@WARNING@/$warning/" -e "s/@RETRY@/$retry/" /generate/systems/exim.conf > /etc/exim4/exim4.conf
    cp /generate/aliases /etc/exim4/aliases
    mkdir -p /run/exim4; chown Debian-exim /run/exim4
}

start() { if [ "$MODE" = soft ]; then exim4 -bdf -q2s; else exim4 -bdf -q30m; fi; }
stop() { exim4 -bp | tail -5; }
