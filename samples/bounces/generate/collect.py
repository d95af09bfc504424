#!/usr/bin/env python3
"""collect.py SYSTEM MAILS OUT   copies the mails that names.tsv keeps to OUT/NAME.eml, byte for byte,
and writes the new Message-ID of the returned mail into OUT/NAME.expected.json where there is one."""
import glob
import os
import re
import shutil
import sys


def rows(system):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'names.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                of, case, words, name = line.rstrip('\n').split('\t')
                if of == system:
                    yield case, words.encode(), name


def renew_message_id(mail, expectation):
    if not os.path.exists(expectation):
        return
    with open(mail, 'rb') as file:
        ids = re.findall(rb'(?im)^message-id:\s*<([0-9a-f]{10}\.\d{13}@[a-z.]+)>', file.read())
    if ids:
        with open(expectation, encoding='utf-8') as file:
            text = file.read()
        with open(expectation, 'w', encoding='utf-8') as file:
            file.write(re.sub(r'("messageId": )"[^"]*"', lambda found: f'{found[1]}"{ids[-1].decode()}"', text))


def main(system, mails, out):
    os.makedirs(out, exist_ok=True)
    used, missing = set(), []
    for case, words, name in rows(system):
        for path in sorted(glob.glob(f'{mails}/{case}.[0-9]*.mail')):
            with open(path, 'rb') as file:
                fits = words == b'-' or words in file.read()
            if fits and path not in used:
                used.add(path)
                shutil.copyfile(path, f'{out}/{name}.eml')
                renew_message_id(path, f'{out}/{name}.expected.json')
                break
        else:
            missing.append(name)
    print(f'{system}: {len(used)} mails written' + (', not made this time: ' + ', '.join(missing) if missing else ''))
    return 1 if missing else 0


sys.exit(main(*sys.argv[1:4]))
