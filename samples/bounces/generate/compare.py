#!/usr/bin/env python3
"""compare.py FOLDER   compares newly made mails (FOLDER/SYSTEM/NAME.eml) with the committed ones, line by line.
Times, numbers, identifiers and the order of recipients differ from run to run; they do not count."""
import difflib
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VARYING = [
    (rb'(?i)(mon|tue|wed|thu|fri|sat|sun), +\d+ \w{3} \d{4} \d\d:\d\d:\d\d', b'DATE'),
    (rb'[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}', b'ID'),         # Haraka
    (rb'\bE?[0-9A-Za-z]{6}-[0-9A-Za-z]{5,11}-[0-9A-Za-z]{2,4}\b', b'ID'), # Exim
    (rb'\b[0-9][A-Za-z]{2}[A-Za-z0-9]{5}\d{6}\b', b'ID'),           # sendmail
    (rb'\b[0-9a-fA-F]{6,}\b', b'ID'),
    (rb'\d+', b'N'),
]


def shape(path):
    with open(path, 'rb') as file:
        data = file.read()
    for pattern, word in VARYING:
        data = re.sub(pattern, word, data)
    return sorted(data.decode('utf-8', 'replace').splitlines())


def main(folder):
    same = other = 0
    for path in sorted(glob.glob(f'{folder}/*/*.eml')):
        name = os.path.relpath(path, folder)
        committed = os.path.join(os.path.dirname(HERE), name)
        if not os.path.exists(committed):
            print(f'{name}: not among the committed samples')
            other += 1
            continue
        lines = [line for line in difflib.unified_diff(shape(committed), shape(path), lineterm='', n=0)
                 if line[:1] in '+-' and line[:3] not in ('+++', '---')]
        if lines:
            print(f'{name}:', *lines, sep='\n  ')
        same, other = same + (not lines), other + bool(lines)
    print(f'{same} of the same shape, {other} differ')
    return 1 if other else 0


sys.exit(main(sys.argv[1]))
