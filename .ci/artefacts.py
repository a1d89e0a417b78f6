"""A model that knows nothing but artefacts, against every built-in scenario.

Each look-up is described by what has no story: the bytes of its ids and what they
have to do with those of the line before, digits of its microsecond and of its
latency, its place within the second, how its line is written; each session by the
bytes of its id and by digits of the port and the instant of its first event, for a
port lasts as long as a connection. Boosted trees of scikit-learn are fitted on one
half of the accounts and judged on the other; the accounts of the attack take turns
between the halves, so that each half has some. What the trees make of it is chance
where nothing leaks: an area under the ROC curve of 0.47 to 0.53, with room for three
standard errors where an attack has few look-ups or sessions.

Look-ups of a campaign whose gaps are constant have microseconds that follow from
each other; the story says so, and their times are left out.

With PLANTED=1 each of LEAKS is put into what is read of the attack instead, and must be
found.
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

MOST = 12_000  # look-ups of a class
SOME = 0.05  # of the honest ones, by chance alone
BAND = 0.03
FEWEST = 100  # look-ups or sessions of an attack that can tell anything
ACCOUNTS = 500
LEAKS = {  # and what tells it
    "odd latencies": "look-ups",
    "a zero more": "look-ups",
    "keys in another order": "look-ups",
    "no département in a third": "look-ups",
    "even request ids": "look-ups",
    "odd ports": "sessions",
}
TIMES = slice(21, 25)  # columns of a look-up's microsecond


def scenarios(tool, names):
    """All built-in scenarios with an attack, or those of the command line."""
    listed = json.loads(subprocess.check_output([tool, "list", "--json"]))
    return names or [s["id"] for s in listed if s["id"] not in ("baseline", "lookalikes")]


def made(tool, name, directory, size):
    """A world of so many accounts; where so few are refused a larger one, where paces cannot
    be kept one in which each account is slower, and at last the whole campaign among twice
    as many accounts. Scenarios that are small have their own size."""
    shown = subprocess.check_output([tool, "show", name], text=True)
    accounts = int(re.search(r"^  accounts +([0-9,]+)$", shown, re.M)[1].replace(",", ""))
    scales = [f"{k * size / accounts:.4f}" for k in (1, 2) if k * size < accounts]
    tries = [["--scale", scale, "--scale-keep", "rates"] for scale in scales]
    tries += [["--scale", scale] for scale in scales]
    tries += [["--set", f"population.accounts={2 * size}"]] if scales else [[]]
    for options in tries:
        done = subprocess.run([tool, "generate", name, "-q", "-o", directory, *options],
                              capture_output=True, text=True)
        if done.returncode == 0:
            return bool(scales)
        shutil.rmtree(directory, ignore_errors=True)
    sys.exit(f"{name}: {done.stderr}")


def truth(directory):
    """The attack's events, and all that is neither attack nor benign."""
    attack, neither = set(), set()
    for day in sorted(os.listdir(f"{directory}/truth/events")):
        with open(f"{directory}/truth/events/{day}") as rows:
            for line in rows:
                row = json.loads(line)
                if row["label"] == "attack":
                    attack.add(row["event_id"])
                elif row["label"] != "benign":
                    neither.add(row["event_id"])
    return attack, neither


def even(directory):
    """Whether a campaign leaves nothing of its gaps to chance."""
    with open(f"{directory}/scenario.yaml") as text:
        return any("shape: constant" in line or "law: constant" in line for line in text)


TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(:?)|[-+]?[0-9][-+.0-9eE]*|null|true|false')
PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def shape(token):
    """A key as it is, a value by its kind: a number by its decimals, and whether it has
    what plainly written ones have not, such as an exponent."""
    text = token[0]
    if text[0] == '"':
        return text if token[1] else "text"
    if text[0] in "ntf":
        return text
    plain = PLAIN.fullmatch(text)
    return f"{len(plain[2] or '')} decimals" if plain else "odd"


def form(line):
    """How a line is written: its keys in their order, blanks, kinds of values, decimals."""
    return zlib.crc32(TOKEN.sub(shape, line.replace("\n", "")).encode()) % 997


def planted(leak, line, row):
    """The line of an attack's event with a leak; its row has the leaks of values."""
    if leak == "odd latencies" and row["latency_us"]:
        row["latency_us"] |= 1
    if leak == "odd ports" and row["src_port"]:
        row["src_port"] |= 1
    if leak == "even request ids" and row["request_id"]:
        row["request_id"] = f"{int(row['request_id'], 16) & ~1:016x}"
    if leak == "a zero more":
        line = re.sub(r'("lat":-?[0-9.]+)', r"\g<1>0", line)
    if leak == "keys in another order":
        line = re.sub(r'("action":"[^"]*"),("outcome":"[^"]*")', r"\2,\1", line)
    if leak == "no département in a third" and zlib.crc32(row["event_id"].encode()) % 3 == 0:
        line = re.sub(r'"patient_dept":"[^"]*"', '"patient_dept":null', line)
    return line


def parts(number):
    return [number >> s & 255 for s in range(0, 64, 8)]


def of_look_up(line, row, before):
    """What has no story in a look-up."""
    event, request, last = (int(x or "0", 16) for x in (row["event_id"], row["request_id"], before))
    micro = int(row["ts"][20:26])
    took = row["latency_us"] or 0
    return (parts(event) + parts(request) +
            [event % 10, request % 10, (event ^ request) & 255, (event - last) & 255, (event ^ last) & 255,
             micro % 10, micro % 16, micro % 1000, micro // 1000, took % 10, took % 16, took % 1000,
             form(line)])


def of_session(row):
    """What has no story in the first event of a session."""
    session, event, port = int(row["session_id"], 16), int(row["event_id"], 16), row["src_port"] or 0
    micro = int(row["ts"][20:26])
    return parts(session) + parts(session ^ event) + [session % 10, port % 2, port % 10, port % 16, micro % 1000]


class Sample:
    """Rows of both classes with their accounts."""

    def __init__(self):
        self.rows = {True: [], False: []}

    def add(self, hit, columns, account):
        self.rows[hit].append((columns, account))

    def table(self, draw):
        """Columns, classes and accounts of MOST rows of each class."""
        kept = []
        for hit, rows in self.rows.items():
            kept += [(*rows[i], hit) for i in draw.permutation(len(rows))[:MOST]]
        return (np.array([k[0] for k in kept], dtype=float), np.array([k[2] for k in kept]),
                np.array([k[1] for k in kept]))


def samples(directory, leak=None):
    """Found look-ups of both classes, every so many of the honest ones, and sessions; with a
    leak where one is planted."""
    attack, neither = truth(directory)
    draw = np.random.default_rng(1)
    lookups, sessions, seen = Sample(), Sample(), set()
    for day in sorted(os.listdir(f"{directory}/logs/audit")):
        if not day.endswith(".jsonl"):
            continue
        before = "0"
        with open(f"{directory}/logs/audit/{day}") as log:
            for line in log:
                at = line.find('"event_id":"') + 12
                name = line[at:at + 16]
                hit = name in attack
                if name not in neither and (hit or draw.random() < SOME):
                    row = json.loads(line)
                    if hit and leak:
                        line = planted(leak, line, row)
                    if row["action"] == "lookup" and row["outcome"] == "success" and row["result"] == "found":
                        lookups.add(hit, of_look_up(line, row, before), row["account"])
                    if row["session_id"] and row["session_id"] not in seen:
                        sessions.add(hit, of_session(row), row["account"])
                        seen.add(row["session_id"])
                before = name
    tables = {"look-ups": lookups.table(draw), "sessions": sessions.table(draw)}
    if even(directory):
        x, y, accounts = tables["look-ups"]
        tables["look-ups"] = np.delete(x, TIMES, axis=1), y, accounts
    return tables


def halves(y, accounts):
    """Which half of the world each row is in: accounts of the attack take turns, beginning
    with the busiest, and so do the others. Rows of a single account stand for themselves."""
    busy = collections.Counter(accounts[y])
    if len(busy) < 2:
        half = np.zeros(len(y), dtype=int)
        for hit in (True, False):
            half[y == hit] = np.arange(np.count_nonzero(y == hit)) % 2
        return half
    others = sorted(set(accounts) - set(busy))
    place = {a: i % 2 for names in ([a for a, _ in busy.most_common()], others) for i, a in enumerate(names)}
    return np.array([place[a] for a in accounts])


def judged(x, y, accounts):
    """The area under the ROC curve of accounts that the model has not seen."""
    half = halves(y, accounts)
    scores = np.zeros(len(y))
    for k in (0, 1):
        learn, test = half != k, half == k
        model = HistGradientBoostingClassifier(max_iter=60, max_depth=4, learning_rate=0.1, random_state=1)
        scores[test] = model.fit(x[learn], y[learn]).predict_proba(x[test])[:, 1]
        scores[test] = rankdata(scores[test]) / np.count_nonzero(test)  # of one model against itself
    return roc_auc_score(y, scores)


def told(name, what, table):
    """One row of the output; whether the model finds the attack."""
    x, y, accounts = table
    n = int(y.sum())
    if n < FEWEST:
        print(f"{name:<26}{what:<10}{n:>8}          too few to tell", flush=True)
        return False
    room = max(BAND, 3 * (1 / (12 * n)) ** 0.5)
    auc = judged(x, y, accounts)
    leaks = abs(auc - 0.5) > room
    print(f"{name:<26}{what:<10}{n:>8}{auc:>8.3f}   {room:.3f}{'  LEAKS' if leaks else ''}", flush=True)
    return leaks


def world(tool, name, directory):
    """Makes a world in which there is enough of the attack to tell something."""
    for size in (ACCOUNTS, 4 * ACCOUNTS):
        larger = made(tool, name, directory, size)
        if not larger or np.count_nonzero(samples(directory)["look-ups"][1]) >= FEWEST:
            return
        if size == ACCOUNTS:
            shutil.rmtree(directory)


def asked(directory, name):
    """The rows of a world; whether it is as it should be."""
    if not os.environ.get("PLANTED"):
        leaks = [told(name, what, table) for what, table in samples(directory).items()]
        return not any(leaks)
    found = [told(leak, what, samples(directory, leak)[what]) for leak, what in LEAKS.items()]
    return all(found)


def main():
    tool, names = sys.argv[1], sys.argv[2:]
    good = True
    print(f"{'SCENARIO':<26}{'WHAT':<10}{'ATTACK':>8}{'AUC':>8}   ROOM")
    for name in scenarios(tool, names):
        directory = tempfile.mkdtemp()
        world(tool, name, f"{directory}/set")
        good = asked(f"{directory}/set", name) and good
        shutil.rmtree(directory)
    sys.exit(not good)


if __name__ == "__main__":
    main()
