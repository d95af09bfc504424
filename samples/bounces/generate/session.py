#!/usr/bin/env python3
"""session.py SYSTEM normal|soft   inside the system's root and name spaces (see inside): starts the name server, the
receiving side and the mail server, sends the cases, waits for the notices and puts them into /mails/CASE.N.mail."""
import base64
import email.utils
import glob
import hashlib
import os
import quopri
import shutil
import smtplib
import socket
import subprocess
import sys
import threading
import time

import cases
import world

SYSTEM, MODE = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))
CAPTURED, NAMES = '/var/tmp/captured', '/var/tmp/names'
# Seconds without a new notice that end the wait; OpenSMTPD is slow to come back to a host that refused something.
IDLE = 35 if SYSTEM == 'opensmtpd' else 6 if MODE == 'normal' else 18
LIMIT = float(os.environ.get('LIMIT') or (40 if MODE == 'normal' else 90))
LETTER = ('Tere!\r\n\r\nSaadame Teile arve {number}, summa 128,40 EUR, tähtaeg 30. november.\r\n'
          'Arve: https://event.data.directo.ee/a/{token}\r\n\r\nTervitades\r\nFirmanimi OÜ\r\n')


def wanted():
    """The cases that names.tsv keeps of this system; None for all."""
    if os.environ.get('ALL'):
        return None
    rows = (line.split('\t') for line in open(f'{HERE}/names.tsv', encoding='utf-8') if not line.startswith('#'))
    return {row[1] for row in rows if row[0] == SYSTEM}


def take_log_lines():
    """Mail servers stop or stay silent without /dev/log."""
    log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    log.bind('/dev/log')
    os.chmod('/dev/log', 0o666)
    def read():
        with open('/var/tmp/syslog', 'ab', buffering=0) as file:
            while True:
                file.write(log.recv(65536).rstrip(b'\n\0') + b'\n')
    threading.Thread(target=read, daemon=True).start()


def shell(function):
    return ['bash', '-c', f'set -e; MODE={MODE}; . {HERE}/systems/{SYSTEM}.sh; {function}']


def quoted(text):
    return quopri.encodestring(text.replace('\r\n', '\n').encode()).decode().replace('\n', '\r\n')


def build(case, number):
    """The mail that will come back, in one of three shapes; nothing in it tells the case."""
    token = hashlib.sha1(f"{SYSTEM}/{MODE}/{case['id']}".encode()).hexdigest()[:10]
    message_id = f'{token}.{int(time.time() * 1000)}@{world.EVENT_DOMAIN}'
    text = LETTER.format(number=20400 + number, token=token)
    while len(text) < case['size']:
        text += 'Lisa 1. Tellimuse read ja hinnad, iga rida eraldi real, kogused tükkides.\r\n'
    html = '<html><body><p>' + text.replace('\r\n\r\n', '</p><p>') + '</p></body></html>\r\n'
    head = (f"From: Firmanimi =?utf-8?Q?O=C3=9C?= <{world.SENDER}>\r\nReply-To: <mari.maasikas@firmanimi.example>\r\n"
            f"To: {', '.join(case['to'])}\r\nSubject: Arve {20400 + number} =?utf-8?Q?t=C3=A4htaeg_30=2E11?=\r\n"
            f"Date: {email.utils.formatdate()}\r\nMessage-ID: <{message_id}>\r\nMIME-Version: 1.0\r\n")
    if number % 3 == 0 or case['size']:
        raw = head + 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n' + text
    elif number % 3 == 1:
        part = 'Content-Type: text/{0}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{1}\r\n'
        raw = (head + f'Content-Type: multipart/alternative; boundary="=_{token}"\r\n\r\n--=_{token}\r\n'
               + part.format('plain', quoted(text)) + f'--=_{token}\r\n' + part.format('html', quoted(html)) + f'--=_{token}--\r\n')
    else:
        raw = (head + 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n'
               + base64.encodebytes(html.encode()).decode().replace('\n', '\r\n'))
    return message_id, raw.encode()


def connect(attempts):
    for _ in range(attempts):
        try:
            client = smtplib.SMTP(world.MTA_ADDRESS, 25, f'app.{world.EVENT_DOMAIN}', 10, (world.SUBMITTER_ADDRESS, 0))
            client.ehlo()
            return client
        except OSError:
            time.sleep(0.1)
    return None


def submit(client, case, raw):
    """By SMTP with the wishes of RFC 3461. Returns why it was not sent, or None."""
    features = client.esmtp_features
    if case['utf8'] and 'smtputf8' not in features:
        return 'the server offers no SMTPUTF8'
    words = ['BODY=8BITMIME'] * ('8bitmime' in features) + ['SMTPUTF8'] * case['utf8']
    if 'dsn' in features:
        words += [f'{key.upper()}={case[key]}' for key in ('ret', 'envid') if case[key]]
    client.rset()
    client.command_encoding = 'utf-8'               # rset sets it back
    answer = client.docmd('MAIL', f"FROM:<{case['sender']}> " + ' '.join(words))
    taken = 0
    for to in case['to']:
        wish = ''
        if 'dsn' in features:
            notify = case['notify'] or ('FAILURE' if MODE == 'soft' else None)
            wish = (f' NOTIFY={notify}' if notify else '') + (f" ORCPT={case['orcpt']}" if case['orcpt'] else '')
        answer = client.docmd('RCPT', f'TO:<{to}>{wish}')
        taken += answer[0] // 100 == 2
    if not taken:
        return str(answer)
    answer = client.data(raw)
    return None if answer[0] // 100 == 2 else str(answer)


def hand_over(case, raw):
    """By the sendmail command, where the server has no listener."""
    command = ['/usr/sbin/sendmail', '-i', '-f', case['sender']]
    if case['notify'] and SYSTEM in ('postfix', 'sendmail', 'courier'):
        command += ['-N', case['notify'].lower()]
    command += ['--'] * (SYSTEM in ('postfix', 'exim')) + case['to']
    done = subprocess.run(command, input=raw.replace(b'\r\n', b'\n'), capture_output=True, timeout=60)
    return None if done.returncode == 0 else f'exit code {done.returncode} {done.stderr[-200:]}'


def send_all():
    keep, sent = wanted(), {}
    client = connect(100 if SYSTEM not in ('courier', 'dma', 'nullmailer') else 10)
    print('submission by', 'SMTP' if client else 'the sendmail command')
    for number, case in enumerate(cases.messages(MODE)):
        if keep is not None and case['id'] not in keep:
            continue
        message_id, raw = build(case, number)
        try:
            why = submit(client, case, raw) if client and case['via'] == 'smtp' else hand_over(case, raw)
        except (OSError, smtplib.SMTPException, subprocess.TimeoutExpired) as fault:
            why, client = repr(fault), connect(10)
        if why:
            print('not sent:', case['id'], why)
        else:
            sent[message_id] = case
    return sent


def wait():
    started = changed = time.time()
    count = 0
    while time.time() - started < LIMIT and time.time() - changed < IDLE:
        now = len(glob.glob(f'{CAPTURED}/*.mail'))
        if now != count:
            count, changed = now, time.time()
        time.sleep(0.5)
    print(count, 'notices')


def case_of(raw, sent):
    for message_id, case in sent.items():
        if message_id.encode() in raw:
            return case['id']
    hits = [case for case in sent.values() if all(to.encode() in raw for to in case['to'])]     # nothing was returned
    return hits[0]['id'] if hits else 'unknown'


def main():
    os.makedirs(CAPTURED)
    os.makedirs(NAMES)
    with open(f'{NAMES}/root.zone', 'w', encoding='utf-8') as file:
        file.write(world.zone())
    with open(f'{NAMES}/nsd.conf', 'w', encoding='utf-8') as file:
        file.write(world.name_server_configuration(NAMES))
    take_log_lines()
    started = [subprocess.Popen(['nsd', '-d', '-c', f'{NAMES}/nsd.conf']),
               subprocess.Popen([sys.executable, f'{HERE}/remote.py', CAPTURED])]
    time.sleep(0.7)
    subprocess.run(shell('configure'), check=True, timeout=60)
    started.append(subprocess.Popen(shell('start')))
    sent = send_all()
    wait()
    subprocess.run(shell('stop || true'), timeout=60, check=False)
    counts = {}
    for path in sorted(glob.glob(f'{CAPTURED}/*.mail')):
        with open(path, 'rb') as file:
            case = case_of(file.read(), sent)
        counts[case] = counts.get(case, 0) + 1
        shutil.copyfile(path, f'/mails/{case}.{counts[case]}.mail')
    missing = [case['id'] for case in sent.values() if case['id'] not in counts]
    print('no notice for:', *(missing or ['-']))
    for process in started:
        process.terminate()


main()
