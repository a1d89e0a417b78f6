"""Copies lines of standard input into table lines of PostgreSQL, some hundred a transaction:
copy.py PSQL-ARGUMENTS. While the server is away a transaction is tried again."""

import subprocess
import sys
import time

COPY = "COPY lines (line) FROM STDIN (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')"


def copy(lines):
    for _ in range(100):
        done = subprocess.run(["psql", "-X", "-q", *sys.argv[1:], "-c", COPY], input=b"".join(lines), stderr=subprocess.PIPE)
        if done.returncode == 0:
            return
        time.sleep(0.2)
    sys.exit(done.stderr.decode())


batch = []
for line in sys.stdin.buffer:
    batch.append(line)
    if len(batch) == 300:
        copy(batch)
        batch = []
if batch:
    copy(batch)
