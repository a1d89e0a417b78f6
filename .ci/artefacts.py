"""A model that knows nothing but artefacts, against every built-in scenario.

Each look-up is described by what has no story: the bytes of its ids and what they
have to do with those of the line before, digits of its microsecond and of its
latency, its place within the second, how its line is written. Boosted trees of
scikit-learn are fitted on some accounts and judged on others. What they make of
it is chance where nothing leaks: an area under the ROC curve of 0.47 to 0.53,
with room for three standard errors where an attack has few look-ups.

Look-ups of a campaign whose gaps are constant have microseconds that follow from
each other; the story says so, and their times are left out.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

MOST = 12_000  # look-ups of a class
SOME = 0.05  # of the honest ones, by chance alone
BAND = 0.03
ACCOUNTS = 500
PLANTED = os.environ.get("PLANTED")  # gives the attack odd latencies, which must be found


def scenarios(tool, names):
    """All built-in scenarios with an attack, or those of the command line."""
    listed = json.loads(subprocess.check_output([tool, "list", "--json"]))
    return names or [s["id"] for s in listed if s["id"] not in ("baseline", "lookalikes")]


def made(tool, name, directory):
    """A world of the scenario of some thousand accounts; its own size where that is refused."""
    shown = subprocess.check_output([tool, "show", name], text=True)
    accounts = int(re.search(r"^  accounts +([0-9,]+)$", shown, re.M)[1].replace(",", ""))
    tries = [["--scale", f"{k * ACCOUNTS / accounts:.4f}", "--scale-keep", "rates"]
             for k in (1, 2, 4, 8) if k * ACCOUNTS < accounts]
    if not tries:
        tries = [[]]
    for options in tries:
        done = subprocess.run([tool, "generate", name, "-q", "-o", directory, *options],
                              capture_output=True, text=True)
        if done.returncode == 0:
            return options
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


WORDS, NUMBERS = re.compile(r'"[^"\\]*"(?!:)'), re.compile(r"-?\d+(\.\d+)?")


def form(line):
    """How a line is written: its keys in their order, blanks, and decimals of numbers."""
    bare = WORDS.sub("s", line.rstrip("\n")).replace("null", "s")
    return zlib.crc32(NUMBERS.sub(lambda m: "s" if m[1] is None else "d" * len(m[1]), bare).replace("ddddd", "s").encode()) % 997


def columns(line, row, before):
    """What has no story in a look-up."""
    event, request, last = (int(x or "0", 16) for x in (row["event_id"], row["request_id"], before["event_id"]))
    micro = int(row["ts"][20:26])
    took = row["latency_us"] or 0
    return ([event >> s & 255 for s in range(0, 64, 8)] + [request >> s & 255 for s in range(0, 64, 8)] +
            [event % 10, request % 10, (event ^ request) & 255, (event - last) & 255, (event ^ last) & 255,
             micro % 10, micro % 16, micro % 1000, micro // 1000, took % 10, took % 16, took % 1000,
             form(line)])


def samples(directory):
    """Look-ups of both classes with their accounts, every so many of them."""
    attack, neither = truth(directory)
    rows = {True: [], False: []}
    draw = np.random.default_rng(1)
    for day in sorted(os.listdir(f"{directory}/logs/audit")):
        if not day.endswith(".jsonl"):
            continue
        before = {"event_id": "0"}
        with open(f"{directory}/logs/audit/{day}") as log:
            for line in log:
                at = line.find('"event_id":"') + 12
                name = line[at:at + 16]
                if '"action":"lookup"' in line and name not in neither:
                    hit = name in attack
                    if hit or draw.random() < SOME:
                        row = json.loads(line)
                        if hit and PLANTED:
                            row["latency_us"] = (row["latency_us"] or 0) | 1
                        rows[hit].append((columns(line, row, before), row["account"], row["outcome"] + str(row["result"])))
                before = {"event_id": name}
    kept = []
    for hit, of in rows.items():
        of = [x for x in of if x[2] == "successfound"]
        chosen = draw.permutation(len(of))[:MOST]
        kept += [(of[i][0], of[i][1], hit) for i in chosen]
    x = np.array([k[0] for k in kept], dtype=float)
    return x, np.array([k[2] for k in kept]), np.array([k[1] for k in kept])


def judged(x, y, accounts):
    """The area under the ROC curve of accounts that the model has not seen."""
    folds = 2 if len(set(accounts[y])) > 1 else 0
    groups = accounts
    if not folds:  # one account: its look-ups stand for themselves
        groups = np.arange(len(y))
    scores = np.zeros(len(y))
    for learn, test in GroupKFold(n_splits=2).split(x, y, groups):
        if y[learn].any() and not y[learn].all():
            model = HistGradientBoostingClassifier(max_iter=60, max_depth=4, learning_rate=0.1, random_state=1)
            scores[test] = model.fit(x[learn], y[learn]).predict_proba(x[test])[:, 1]
            scores[test] = np.argsort(np.argsort(scores[test])) / len(test)  # of one model against itself
    return roc_auc_score(y, scores)


def main():
    tool, names = sys.argv[1], sys.argv[2:]
    failed = False
    print(f"{'scenario':<22}{'look-ups':>10}{'AUC':>8}  room")
    for name in scenarios(tool, names):
        directory = tempfile.mkdtemp()
        made(tool, name, f"{directory}/set")
        x, y, accounts = samples(f"{directory}/set")
        if even(f"{directory}/set"):
            x = np.delete(x, [21, 22, 23, 24], axis=1)
        shutil.rmtree(directory)
        n = int(y.sum())
        if n < 100:
            print(f"{name:<22}{n:>10}  too few to tell")
            continue
        room = max(BAND, 3 * (1 / (12 * n)) ** 0.5)
        auc = judged(x, y, accounts)
        wrong = abs(auc - 0.5) > room
        failed = failed or wrong
        print(f"{name:<22}{n:>10}{auc:>8.3f}  {room:.3f}{'  LEAKS' if wrong else ''}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
