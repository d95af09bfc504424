"""Who is written to, and what the receiving side answers. stage: rcpt, data, or dot (after the data).
{rcpt}, {ip}, {sender} and {domain} are filled in. A reply of 4xx belongs to the soft run, where queues are short-lived."""
import world

# case: (address, reply, stage)
REPLIES = {
    # the address
    'unknown-multiline': ('kadri.tamm@bigmail.example',
        "550-5.1.1 The email account that you tried to reach does not exist. Please try\n"
        "550-5.1.1 double-checking the recipient's email address for typos or\n"
        "550-5.1.1 unnecessary spaces. For more information, go to\n"
        "550 5.1.1  https://support.bigmail.example/?p=NoSuchUser q12-20020a1.77", 'rcpt'),
    'unknown-postfixlike': ('jaan.kask@postkast.example',
        '550 5.1.1 <{rcpt}>: Recipient address rejected: User unknown in virtual mailbox table', 'rcpt'),
    'unknown-noenh': ('mari.lepp@vana.example', '550 Unknown user', 'rcpt'),
    'unknown-exchange': ('liis.kuusk@firma.example',
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'rcpt'),
    'unknown-edge': ('toomas.parn@firma.example',
        '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [FT011.mail.firma.example]', 'rcpt'),
    'unknown-553': ('anne.rebane@webmail.example', '553 5.3.0 <{rcpt}>... Addressee unknown, relay=[{ip}]', 'rcpt'),
    'unknown-554': ('rein.ilves@webmail.example',
        "554 delivery error: dd This user doesn't have a webmail.example account ({rcpt}) [0] - mta4001.webmail.example", 'rcpt'),
    'unknown-german': ('hans.muster@postkast.example', '550 5.1.1 Benutzer unbekannt / mailbox unavailable', 'rcpt'),
    'unknown-verify': ('olev.raud@vana.example',
        '550-Verification failed for <{rcpt}>\n550-No Such User Here\n550 Recipient verify failed', 'rcpt'),
    'unknown-dot': ('sirje.kask@firma.example', '550 5.1.1 User unknown (detected after DATA)', 'dot'),
    'unknown-quotedlocal': ('"eesnimi perenimi"@postkast.example', '550 5.1.1 {rcpt}: no such user', 'rcpt'),
    'unknown-plus': ('juhan+uudised@postkast.example',
        '550 5.1.1 <{rcpt}>: Recipient address rejected: undeliverable address: unknown user: "juhan"', 'rcpt'),
    'unknown-450': ('kati.oja@vana.example',
        '450 4.1.1 <{rcpt}>: Recipient address rejected: unverified address: unknown user', 'rcpt'),
    'utf8-unknown': ('õnne.tõru@postkast.example', '550 5.1.1 <{rcpt}>: tundmatu kasutaja', 'rcpt'),
    'utf8-domain': ('rektor@ülikool.example', '550 5.1.1 <{rcpt}>: User unknown', 'rcpt'),
    'disabled': ('ivo.linna@bigmail.example',
        '550-5.2.1 The email account that you tried to reach is inactive. For more\n'
        '550 5.2.1 information, go to https://support.bigmail.example/?p=DisabledUser', 'rcpt'),
    'disabled-525': ('ene.jarvi@firma.example', '525 5.7.13 User account is disabled', 'rcpt'),
    'moved': ('mart.siil@kool.example', '551 5.1.6 User not local; please try <mart.siil@uus.example>', 'rcpt'),
    'syntax': ('nimi..kaks@kool.example', '501 5.1.3 Bad recipient address syntax', 'rcpt'),
    # the mailbox
    'full-552': ('ulle.nurm@bigmail.example',
        "552-5.2.2 The recipient's inbox is out of storage space. Please direct the\n"
        "552 5.2.2 recipient to https://support.bigmail.example/?p=OverQuotaTemp", 'rcpt'),
    'full-554': ('raivo.mand@firma.example',
        '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded', 'rcpt'),
    'full-dot': ('helgi.sild@postkast.example', '552 5.2.2 <{rcpt}> Quota exceeded (mailbox for user is full)', 'dot'),
    'full-noenh': ('enn.vares@vana.example', '550 Mailbox quota exceeded / Mailbox voll', 'rcpt'),
    'full-452': ('lea.kivi@bigmail.example', '452 4.2.2 The email account that you tried to reach is over quota', 'rcpt'),
    'full-wrong-class': ('tarmo.kukk@vana.example', '550 4.2.2 over quota', 'rcpt'),
    # the message
    'toobig-dot': ('andres.kala@kool.example', '552 5.3.4 Message size exceeds fixed limit', 'dot'),
    'toobig-rcpt': ('eda.muru@kool.example',
        '552 5.2.3 Message length exceeds administrative limit for this mailbox', 'rcpt'),
    'spam-554': ('leida.saks@postkast.example',
        '554 5.7.1 Spam message rejected; If this is not spam contact abuse@postkast.example', 'dot'),
    'spam-571': ('heino.laas@kool.example', '550 5.7.1 Message contains spam or virus or sender is blocked', 'dot'),
    'virus': ('maie.kaev@postkast.example', '554 5.7.0 Reject, id=04711-09 - INFECTED: Eicar-Test-Signature', 'dot'),
    'attachment': ('kalju.ader@bigmail.example',
        '552-5.7.0 This message was blocked because its content presents a potential\n'
        '552 5.7.0 security issue (attachment type .exe).', 'dot'),
    'url-block': ('silvi.lend@postkast.example', '550 5.7.1 Blocked: message links to a listed domain (URIBL)', 'dot'),
    # who we are
    'spf-5723': ('viive.tamm@kool.example',
        '550 5.7.23 <{rcpt}>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. '
        'Please see http://www.openspf.example/Why?s=mfrom;id={sender};ip={ip}', 'rcpt'),
    'spf-dot': ('aivar.paju@bigmail.example',
        '550-5.7.27 This mail has been blocked because the sender is unauthenticated.\n'
        '550-5.7.27 The sending domain requires SPF to pass: SPF [event.data.directo.ee]\n'
        '550 5.7.27 with ip: [{ip}] = did not pass', 'dot'),
    'spf-temp': ('kersti.lill@kool.example', '451 4.7.24 SPF validation error: DNS timeout, try later', 'rcpt'),
    'dmarc-5726': ('tonu.kuul@bigmail.example',
        "550-5.7.26 Unauthenticated email from event.data.directo.ee is not accepted due to\n"
        "550-5.7.26 domain's DMARC policy. Please contact the administrator of\n"
        "550 5.7.26 event.data.directo.ee domain if this was a legitimate mail.", 'dot'),
    'dmarc-57509': ('riina.hein@firma.example',
        '550 5.7.509 Access denied, sending domain [EVENT.DATA.DIRECTO.EE] does not pass DMARC verification '
        'and has a DMARC policy of reject.', 'dot'),
    'dmarc-571': ('meelis.kurg@webmail.example',
        '554 5.7.1 Message rejected by DMARC policy of event.data.directo.ee', 'dot'),
    'dkim-5720': ('pille.uba@kool.example', '550 5.7.20 No passing DKIM signature found', 'dot'),
    'ptr-5725': ('ants.pill@bigmail.example',
        '550-5.7.25 [{ip}] The IP address sending this message does not have a PTR record\n'
        '550 5.7.25 setup, or the corresponding forward DNS entry does not match the sending IP.', 'dot'),
    'ip-block': ('urmas.tork@firma.example',
        "550 5.7.1 Unfortunately, messages from [{ip}] weren't sent. Please contact your Internet service provider "
        "since part of their network is on our block list (S3150).", 'rcpt'),
    'dnsbl': ('endel.kaup@vana.example',
        '554 5.7.1 Service unavailable; Client host [{ip}] blocked using zen.dnsbl.example; '
        'https://www.dnsbl.example/query/ip/{ip}', 'rcpt'),
    'relay-denied': ('rutt.kadak@vana.example', '554 5.7.1 <{rcpt}>: Relay access denied', 'rcpt'),
    'relay-rcpthosts': ('ago.pihl@vana.example',
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'rcpt'),
    'auth-required': ('piret.sikk@kool.example', '530 5.7.0 Authentication required', 'rcpt'),
    # policy
    'policy-data': ('vello.tuul@kool.example', '554 5.7.1 DATA not allowed for this sender: local policy violation', 'data'),
    'restricted': ('koik@firma.example',
        '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check '
        'failed because the sender was not authenticated when sending to this group', 'rcpt'),
    # not now
    'greylist': ('hilja.roos@kool.example', '451 4.7.1 Greylisting in action, please come back in 00:05:00', 'rcpt'),
    'greylist-450': ('jyri.voog@postkast.example',
        '450 4.2.0 <{rcpt}>: Recipient address rejected: Greylisted, see http://postgrey.example/help/postkast.example.html', 'rcpt'),
    'rate': ('nele.tihane@bigmail.example',
        '421-4.7.28 Our system has detected an unusual rate of unsolicited mail\n'
        '421 4.7.28 originating from your IP address. Temporarily rate limited.', 'rcpt'),
    'toofast': ('oskar.haug@bigmail.example',
        '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend later.', 'rcpt'),
    'storage': ('malle.koger@vana.example', '452 4.3.1 Insufficient system storage', 'rcpt'),
    'internal': ('ilmar.luts@kool.example', '451 4.3.0 Temporary lookup failure', 'rcpt'),
    'complaints': ('vaike.part@webmail.example',
        '421 4.7.0 [TSS04] Messages from {ip} temporarily deferred due to unexpected volume or user complaints', 'dot'),
    # no words
    'generic-550': ('luule.pihlak@vana.example', '550 Requested action not taken: mailbox unavailable', 'rcpt'),
    'generic-554': ('avo.jarv@vana.example', '554 Transaction failed', 'rcpt'),
    'loop': ('mihkel.must@kool.example', '554 5.4.6 Too many hops 26 (25 max): routing loop detected', 'rcpt'),
}

# case: (address, mode): what the host or the DNS does, see world.py
HOST_CASES = {
    'host-nxdomain': ('malle.malikas@puudub-domeen.example', 'normal'),
    'host-nullmx': ('info@nullmx.example', 'normal'),
    'host-mxnoaddr': ('info@mxnoaddr.example', 'normal'),
    'host-nomx': ('info@ainulttxt.example', 'normal'),
    'rbl-banner': ('info@rbl.example', 'normal'),
    'mail-reject': ('info@nofrom.example', 'normal'),
    'sender-domain': ('info@nosender.example', 'normal'),
    'helo-reject': ('info@nohelo.example', 'normal'),
    'tls-required': ('info@tlsonly.example', 'normal'),
    'size-limit': ('suur.kiri@vana.example', 'normal'),
    'busy': ('info@busy.example', 'soft'),
    'timeout-banner': ('info@mute.example', 'soft'),
    'lost-connection': ('info@drop.example', 'soft'),
    'timeout-connect': ('info@unreachable.example', 'soft'),
    'refused': ('info@closed.example', 'soft'),
    'servfail': ('info@servfail.example', 'soft'),
}

_BY_ADDRESS = {address.replace('"', '').lower(): (reply, stage) for address, reply, stage in REPLIES.values()}
_BY_ADDRESS['rektor@xn--likool-3ya.example'] = _BY_ADDRESS['rektor@ülikool.example']


def reply_for(address, stage):
    """What to answer to this recipient at this stage; None to accept."""
    reply, at = _BY_ADDRESS.get(address.lower().replace('"', '').replace('\\', ''), (None, None))
    return reply if at == stage else None


def messages(mode):
    """The messages of a run: dicts with id, to, sender and the wishes of RFC 3461 (notify, ret, envid, orcpt)."""
    sent = []

    def send(case, *to, **wishes):
        sent.append({'id': case, 'to': list(to), 'sender': world.SENDER, 'size': 0, 'utf8': not ''.join(to).isascii(),
                     'notify': None, 'ret': None, 'envid': None, 'orcpt': None, 'via': 'smtp', **wishes})

    for number, (case, (address, reply, _)) in enumerate(REPLIES.items()):
        if (reply[0] == '4') == (mode == 'soft'):
            send(case, address, ret=(None, 'HDRS', None, 'FULL')[number % 4], envid=f'QQ{1000 + number}' if number % 5 == 0 else None)
    for case, (address, needs) in HOST_CASES.items():
        if needs == mode:
            send(case, address, size=40000 if case == 'size-limit' else 0)
    if mode == 'soft':
        send('delayed-greylist', 'hilja.roos@kool.example', notify='FAILURE,DELAY')
        send('delayed-refused', 'info2@closed.example', notify='DELAY')
        send('multi-soft', 'lea.kivi@bigmail.example', 'nele.tihane@bigmail.example', 'info3@closed.example',
             'jaan.kask@postkast.example')
        return sent
    send('multi-3', 'jaan.kask@postkast.example', 'hans.muster@postkast.example', 'helgi.sild@postkast.example')
    send('multi-5', 'kadri.tamm@bigmail.example', 'ulle.nurm@bigmail.example', 'liis.kuusk@firma.example',
         'olev.raud@vana.example', 'malle.malikas@puudub-domeen.example', 'korras@kool.example')
    send('local-unknown', f'puudub@{world.LOCAL}', via='sendmail')
    send('alias-expansion', f'meeskond@{world.LOCAL}', notify='FAILURE')
    send('alias-missing', f'vanaliit@{world.LOCAL}')
    send('success-relayed', 'korras@vana.example', notify='SUCCESS,FAILURE')
    send('success-delivered', f'olemas@{world.LOCAL}', notify='SUCCESS,FAILURE')
    send('success-expanded', f'uudiskiri@{world.LOCAL}', notify='SUCCESS')
    send('orcpt-xtext', 'jaan.kask@postkast.example', notify='FAILURE', ret='HDRS', envid='arve+2B20417',
         orcpt='rfc822;Jaan.Kask+2Barved@postkast.example')
    send('tagged-sender', 'hans.muster@postkast.example', sender='firmanimi+k4q7zt2m9w@' + world.EVENT_DOMAIN)
    send('big-original', 'eda.muru@kool.example', size=15000, ret='FULL')
    return sent
