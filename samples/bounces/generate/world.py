"""The world a sample is made in: addresses, names and the DNS zone. All names end in .example, .test or event.data.directo.ee."""

EVENT_DOMAIN = 'event.data.directo.ee'
MTA_HOST = f'mx.{EVENT_DOMAIN}'
MTA_ADDRESS = '192.0.2.25'
SUBMITTER_ADDRESS = '192.0.2.10'
SENDER = f'firmanimi@{EVENT_DOMAIN}'
LOCAL = 'lokaal.example'        # the local domain of the sending server

# host: (address, behaviour)
HOSTS = {
    'mx1': ('198.51.100.1', 'normal'),      # DSN, 8BITMIME, SMTPUTF8, SIZE, PIPELINING, ENHANCEDSTATUSCODES
    'basic': ('198.51.100.2', 'nodsn'),     # no DSN, no SMTPUTF8, no enhanced codes, SIZE 20000
    'rbl': ('198.51.100.3', 'banner:554 mx.{domain} ESMTP not accepting mail from {ip}; '
                            'listed by dnsbl.{domain}, see https://dnsbl.{domain}/query/{ip}'),
    'busy': ('198.51.100.4', 'banner:421 4.7.0 mx.{domain} Too many connections from {ip}, try again later'),
    'nofrom': ('198.51.100.5', 'mail:550 5.7.1 <{sender}>: Sender address rejected: blocked by local policy'),
    'mute': ('198.51.100.6', 'mute'),       # accepts, never greets
    'drop': ('198.51.100.7', 'drop'),       # closes after the data
    'full': ('198.51.100.8', 'backlog'),    # connecting times out
    'nohelo': ('198.51.100.10', 'helo:550 5.7.1 Helo command rejected: Host not found'),
    'starttls': ('198.51.100.12', 'mail:530 5.7.0 Must issue a STARTTLS command first'),
    'nosender': ('198.51.100.13', 'mail:553 5.1.8 <{sender}>... Domain of sender address {sender} does not exist'),
    'closed': ('198.51.100.14', 'closed'),  # nothing listens: connection refused
    'capture': ('203.0.113.9', 'capture'),  # takes the mail for the event domain
}

# domain: host that takes its mail
DOMAINS = {
    'postkast.example': 'mx1', 'bigmail.example': 'mx1', 'webmail.example': 'mx1', 'firma.example': 'mx1',
    'kool.example': 'mx1', 'ülikool.example': 'mx1', 'vana.example': 'basic', 'rbl.example': 'rbl',
    'busy.example': 'busy', 'nofrom.example': 'nofrom', 'mute.example': 'mute', 'drop.example': 'drop',
    'unreachable.example': 'full', 'nohelo.example': 'nohelo', 'tlsonly.example': 'starttls',
    'nosender.example': 'nosender', 'closed.example': 'closed', EVENT_DOMAIN: 'capture',
}


def ascii_name(domain):
    return domain.encode('idna').decode()


def pointer(address, name):
    return '.'.join(reversed(address.split('.'))) + f'.in-addr.arpa. PTR {name}.'


def zone():
    """One zone for the root: every name that is not in it does not exist."""
    lines = [
        '$ORIGIN .', '$TTL 60', '. SOA ns.lab.test. root.lab.test. 1 60 60 60 1', '. NS ns.lab.test.',
        'ns.lab.test. A 127.0.0.1',
        f'{MTA_HOST}. A {MTA_ADDRESS}', pointer(MTA_ADDRESS, MTA_HOST),
        f'app.{EVENT_DOMAIN}. A {SUBMITTER_ADDRESS}', pointer(SUBMITTER_ADDRESS, f'app.{EVENT_DOMAIN}'),
        f'{LOCAL}. A {MTA_ADDRESS}', f'mx.{LOCAL}. A {MTA_ADDRESS}',
    ]
    for domain, host in DOMAINS.items():
        name = ascii_name(domain)
        prefix = 'mailstore' if host == 'capture' else 'mx'
        lines += [f'{name}. MX 10 {prefix}.{name}.', f'{prefix}.{name}. A {HOSTS[host][0]}']
    for host, (address, _) in HOSTS.items():
        lines += [pointer(address, f'{host}.remote.test'), f'{host}.remote.test. A {address}']
    lines += [
        'nullmx.example. MX 0 .',                       # RFC 7505: takes no mail
        'mxnoaddr.example. MX 10 mx.mxnoaddr.example.', 'mx.mxnoaddr.example. TXT "no address here"',
        'ainulttxt.example. TXT "v=spf1 -all"',         # exists, but has neither MX nor address
    ]
    return '\n'.join(lines) + '\n'


def name_server_configuration(folder):
    """NSD for the zone above; servfail.example has a zone without a file, so it answers SERVFAIL."""
    return '\n'.join([
        'server:', ' ip-address: 127.0.0.1', ' port: 53', ' username: ""', ' chroot: ""', f' zonesdir: "{folder}"',
        ' database: ""', f' pidfile: "{folder}/nsd.pid"', f' xfrdfile: "{folder}/xfrd"', f' zonelistfile: "{folder}/zones"',
        f' logfile: "{folder}/nsd.log"', ' hide-version: yes', ' server-count: 1',
        'remote-control:', ' control-enable: no',
        'zone:', ' name: "."', ' zonefile: "root.zone"',
        'zone:', ' name: "servfail.example"', ' zonefile: "missing.zone"', ''])
