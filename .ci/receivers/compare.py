"""Holds the lines that a receiver has against those that were sent.

compare.py SENT GOT [text|fields] [BATCH]: prints how many lines were sent and arrived,
whether they are the same, each as often, and whether those of an account came in order.
Up to BATCH lines may have come twice. With fields, lines of JSON are the same where each
field says the same, as receivers keep them that take lines apart.
"""

import collections
import json
import re
import sys

TIMES = {"ts", "@timestamp", "log"}


def plain(value):
    try:
        return repr(float(value))
    except (TypeError, ValueError):
        return str(value)


def canonical(line):
    """What a line says: a text that wraps a line in message is that line."""
    if not line.startswith("{"):
        return line
    fields = json.loads(line)
    if "event_id" not in fields:
        return fields.get("message", fields.get("_msg"))
    kept = {k: plain(v) for k, v in fields.items() if v not in (None, "") and k not in TIMES and not k.startswith("_")}
    return json.dumps(kept, sort_keys=True)


def account(line):
    found = re.search(r'"account":"(PS\d+)"|account="(PS\d+)"', line)
    return found and (found[1] or found[2])


def read(name, form):
    with open(name, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        lines = [line.rstrip("\n") for line in file]
    accounts = [account(line) for line in lines]
    return [canonical(line) for line in lines] if form == "fields" else lines, accounts


def ordered(sent, got, accounts):
    """Whether the lines of each account came in the order in which they were sent; what
    came twice counts where it came first."""
    place = {}
    for i, line in enumerate(sent):
        place.setdefault(line, i)
    last, seen = {}, set()
    for line, owner in zip(got, accounts):
        if owner is None or line in seen:
            continue
        seen.add(line)
        if place.get(line, -1) < last.get(owner, -1):
            return False
        last[owner] = place.get(line, -1)
    return True


def main():
    form = sys.argv[3] if len(sys.argv) > 3 else "text"
    batch = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    sent, _ = read(sys.argv[1], form)
    got, accounts = read(sys.argv[2], form)
    want, have = collections.Counter(sent), collections.Counter(got)
    lost, more = sum((want - have).values()), sum((have - want).values())
    strange = sum(n for line, n in have.items() if line not in want)
    order = ordered(sent, got, accounts)
    same = "equal" if lost == more == 0 else f"{lost} lost, {more - strange} twice, {strange} strange"
    print(f"{len(sent)} sent, {len(got)} arrived, {same}, order {'kept' if order else 'BROKEN'}")
    good = lost == 0 and strange == 0 and more <= batch and order and len(sent) > 0
    sys.exit(0 if good else 1)


main()
