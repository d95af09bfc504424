#!/usr/bin/env python3
"""collect.py SYSTEM MAILS OUT   copies the mails that names.tsv keeps to OUT/NAME.eml, byte for byte."""
import glob
import os
import shutil
import sys


def rows(system):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'names.tsv'), encoding='utf-8') as file:
        for line in file:
            if line.strip() and not line.startswith('#'):
                of, case, words, name = line.rstrip('\n').split('\t')
                if of == system:
                    yield case, words.encode(), name


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
                break
        else:
            missing.append(name)
    print(f'{system}: {len(used)} mails written' + (', not made this time: ' + ', '.join(missing) if missing else ''))
    return 1 if missing else 0


sys.exit(main(*sys.argv[1:4]))
