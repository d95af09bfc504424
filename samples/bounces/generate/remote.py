#!/usr/bin/env python3
"""The receiving side: scripted SMTP servers, one address a behaviour. remote.py CAPTURE_FOLDER.

What they answer stands in world.py and cases.py. Mail to the event domain is kept in CAPTURE_FOLDER
with the headers that a final delivery adds."""
import asyncio
import email.utils
import os
import re
import socket
import sys

import cases
import world

STORE = f'mailstore.{world.EVENT_DOMAIN}'
TOO_LARGE = '552 Message size exceeds fixed maximum message size (20000)'
FEATURES = ['PIPELINING', 'SIZE 20480000', 'ENHANCEDSTATUSCODES', '8BITMIME', 'SMTPUTF8', 'DSN']
first_domain = {}
for _domain, _host in world.DOMAINS.items():
    first_domain.setdefault(_host, _domain)


class Session:
    count = 0

    def __init__(self, address, behaviour, reader, writer, folder):
        host = next(name for name, value in world.HOSTS.items() if value[0] == address)
        self.domain = first_domain[host]
        self.me = STORE if behaviour == 'capture' else f'mx.{self.domain}'
        self.behaviour, _, self.words = behaviour.partition(':')
        self.reader, self.writer, self.folder = reader, writer, folder
        self.peer = writer.get_extra_info('peername')[0]
        self.sender, self.recipients, self.greeted_as = '', [], ''

    async def say(self, text, recipient=''):
        for key, value in dict(rcpt=recipient, ip=self.peer, sender=self.sender, domain=self.domain).items():
            text = text.replace('{' + key + '}', value)
        self.writer.write(text.replace('\n', '\r\n').encode() + b'\r\n')
        await self.writer.drain()

    async def run(self):
        if self.behaviour == 'mute':
            await asyncio.sleep(60)
            return
        await self.say(self.words if self.behaviour == 'banner' else f'220 {self.me} ESMTP')
        if self.behaviour == 'banner' and self.words[0] == '4':
            return
        while line := (await self.reader.readline()).decode('utf-8', 'replace').strip():
            verb = line[:4].upper()
            if verb == 'QUIT':
                await self.say('221 2.0.0 Bye')
                return
            if verb == 'DATA':
                if not await self.data():
                    return
            else:
                await getattr(self, 'on_' + verb.lower(), self.unknown)(line)

    async def unknown(self, line):
        await self.say('502 5.5.2 Error: command not recognized')

    async def on_ehlo(self, line):
        self.greeted_as = line[5:]
        if self.behaviour == 'banner':
            await self.say('503 5.5.1 no service for you')
        elif self.behaviour == 'helo':
            await self.say(self.words)
        elif line[:4].upper() == 'HELO':
            await self.say(f'250 {self.me}')
        else:
            features = ['8BITMIME', 'SIZE 20000'] if self.behaviour == 'nodsn' else FEATURES
            lines = [self.me] + features
            await self.say('\n'.join(('250-', '250 ')[n == len(lines) - 1] + text for n, text in enumerate(lines)))

    on_helo = on_ehlo

    async def on_mail(self, line):
        found = re.search(r'<(.*?)>', line)
        self.sender, self.recipients = found[1] if found else '', []
        size = re.search(r'SIZE=(\d+)', line, re.I)
        if self.behaviour == 'nodsn' and size and int(size[1]) > 20000:
            await self.say(TOO_LARGE)
        elif self.behaviour == 'mail':
            await self.say(self.words)
        elif self.behaviour == 'banner':
            await self.say('503 5.5.1 no service for you')
        else:
            await self.say('250 2.1.0 Ok')

    async def on_rcpt(self, line):
        recipient = re.search(r'<(.*)>', line)[1]
        refusal = None if self.behaviour == 'capture' else cases.reply_for(recipient, 'rcpt')
        if refusal:
            await self.say(refusal, recipient)
        else:
            self.recipients.append(recipient)
            await self.say('250 2.1.5 Ok')

    async def on_rset(self, line):
        self.recipients = []
        await self.say('250 2.0.0 Ok')

    async def on_noop(self, line):
        await self.say('250 2.0.0 Ok')

    async def data(self):
        if not self.recipients:
            await self.say('554 5.5.1 Error: no valid recipients')
            return True
        refusal = next((text for text in (cases.reply_for(r, 'data') for r in self.recipients) if text), None)
        if refusal:
            await self.say(refusal, self.recipients[0])
            return True
        await self.say('354 End data with <CR><LF>.<CR><LF>')
        mail = bytearray()
        while (line := await self.reader.readline()) != b'.\r\n':
            if not line:
                return False
            mail += line[1:] if line.startswith(b'.') else line
        if self.behaviour == 'drop':
            return False
        await self.end_of_data(bytes(mail))
        self.recipients = []
        return True

    async def end_of_data(self, mail):
        if self.behaviour == 'nodsn' and len(mail) > 20000:
            await self.say(TOO_LARGE)
            return
        if all(recipient.endswith('@' + world.EVENT_DOMAIN) for recipient in self.recipients):
            for recipient in self.recipients:
                self.keep(recipient, mail)
            await self.say('250 2.0.0 Ok: queued')
            return
        refusals = ((cases.reply_for(r, 'dot'), r) for r in self.recipients)
        refusal = next((pair for pair in refusals if pair[0]), ('250 2.0.0 Ok: queued as 4dZ1q25Tkz', ''))
        await self.say(*refusal)

    def keep(self, recipient, mail):
        Session.count += 1
        number = f'{Session.count:06d}'
        headers = (f'Return-Path: <{self.sender}>\r\nDelivered-To: {recipient}\r\n'
                   f'Received: from {self.greeted_as} ([{self.peer}])\r\n\tby {STORE} with ESMTP id {number}\r\n'
                   f'\tfor <{recipient}>; {email.utils.formatdate()}\r\n')
        path = f'{self.folder}/{number}'
        with open(path + '.part', 'wb') as file:
            file.write(headers.encode() + mail)
        os.rename(path + '.part', path + '.mail')


async def serve(address, behaviour, reader, writer, folder):
    try:
        await Session(address, behaviour, reader, writer, folder).run()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass        # the client went away: nothing to answer any more
    finally:
        writer.close()


def full_listener(address):
    """A listener whose queue is full drops what comes: connecting to it times out."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, 25))
    listener.listen(0)
    kept = [listener]
    for _ in range(3):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, 25))
        kept.append(client)
    return kept


async def main(folder):
    kept = []
    for address, behaviour in world.HOSTS.values():
        if behaviour == 'closed':
            continue
        if behaviour == 'backlog':
            kept += full_listener(address)
            continue
        handler = lambda r, w, address=address, behaviour=behaviour: serve(address, behaviour, r, w, folder)
        kept.append(await asyncio.start_server(handler, address, 25, limit=1 << 20))
    print('receiving side is up', flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1]))
