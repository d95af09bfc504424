# Haraka 3.3.4 from npm, the outbound part only.
packages='nodejs npm'
command -v npm > /dev/null && packages=''           # a Node.js of the machine's own is seen through the overlay
prepare='npm install --prefix /opt/haraka --ignore-scripts --no-audit --no-fund haraka@3.3.4'
modes=normal            # what a server refuses for now, it keeps too long for a run
haraka=/opt/haraka/node_modules/haraka

configure() {
    local c=/srv/haraka/config
    node $haraka/bin/haraka -i /srv/haraka
    mkdir -p $c /srv/haraka/queue
    cp -n $haraka/config/*.ini $c/ || true
    printf 'listen=192.0.2.25:25\nnodes=0\n' > $c/smtp.ini
    echo mx.event.data.directo.ee > $c/me
    printf 'relay\nrcpt_to.in_host_list\n' > $c/plugins
    echo localhost > $c/host_list
    printf '[relay]\nacl=true\n' > $c/relay.ini
    printf '192.0.2.0/24\n' > $c/relay_acl_allow
    printf 'local_mx_ok=true\nenable_tls=false\nconnect_timeout=2\n' > $c/outbound.ini
    echo 20000000 > $c/databytes
}

start() { node $haraka/bin/haraka -c /srv/haraka; }
stop() { true; }
