# The DragonFly mail agent: no listener, plain-text notices only.
packages='dma'
modes=normal            # what a server refuses for now, it keeps too long for a run

configure() {
    printf 'MAILNAME mx.event.data.directo.ee\nPORT 25\n' > /etc/dma/dma.conf
    cp /generate/aliases /etc/aliases
    mkdir -p /var/spool/dma; chown root:mail /var/spool/dma; chmod 2775 /var/spool/dma
}

start() { sleep 1000; }
stop() { mailq | tail -5; }
