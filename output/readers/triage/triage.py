"""Learning from what a real team has: alerts, tickets and reasons instead of the truth.

    triage.py rank  --learn DATASET… --judge DATASET [--truth] [-o FILE]
    triage.py label --judge DATASET [--truth] [-o FILE]

rank orders the alerts of --judge so that the true ones come first. It learns
from the verdicts of the analysts of --learn, worlds of other seeds, some of
which are wrong and some open; a logistic regression on what an analyst sees.

label combines weak votes on each account's day (alerts, verdicts, calls,
complaints, look-ups without a reason) into a probability, and is shown no
label: how far each vote is to be trusted follows from how the votes agree
(Dawid and Skene 1979, by expectation and maximisation). With -o it writes
alerts that `breachsim score DATASET --alerts FILE` judges.

--truth prints how good the result is; nothing else reads truth/. Datasets are
made with --set output.alerts=true --set output.tickets=true
--set output.reasons=true. Needs Python 3.8 or newer and nothing else.
"""

import argparse
import collections
import csv
import glob
import json
import math
import os
import sys
from datetime import datetime

VERDICTS = {"true": 1.0, "false": 0.0}
RULES = ["rate_by_address", "failed_sign_ins", "mass_lookups", "impossible_travel", "known_bad_network"]
ROUNDS = 200  # of gradient descent
STEPS = 40  # of expectation and maximisation
PRIOR = 0.002  # attacked account-days that label begins with


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def table(data, path):
    try:
        with open(os.path.join(data, path), newline="") as lines:
            return list(csv.DictReader(lines))
    except FileNotFoundError:
        sys.exit(f"{data} has no {path}: make it with --set output.{os.path.basename(path)[:-4]}=true")


class World:
    """A dataset as the team sees it: account-days with their look-ups, alerts, tickets."""

    def __init__(self, data):
        self.data = data
        self.alerts, self.tickets = table(data, "logs/alerts.csv"), table(data, "logs/tickets.csv")
        explained = {r["event_id"] for r in table(data, "records/reasons.csv")}
        self.days = {}  # (account, day): look-ups found, without a reason, at night
        self.day_of = {}  # event_id of alerts and tickets: account-day
        named = {r["event_id"] for r in self.alerts} | {r["event_id"] for r in self.tickets}
        for path in sorted(glob.glob(os.path.join(data, "logs/audit/*.jsonl"))):
            with open(path) as lines:
                for line in lines:
                    self.see(json.loads(line), os.path.basename(path)[:10], explained, named)

    def see(self, e, day, explained, named):
        key = (e["account"], day)
        if e["event_id"] in named:
            self.day_of[e["event_id"]] = key
        if e["action"] != "lookup" or not e["persons_returned"]:
            return
        found, bare, night, last = self.days.get(key, (0, 0, 0, ""))
        hour = int(e["ts"][11:13])
        self.days[key] = (found + 1, bare + (e["event_id"] not in explained), night + (hour < 5 or hour >= 21),
                          max(last, e["ts"]))

    def features(self, alert):
        """What an analyst sees of an alert."""
        found, bare, night, _ = self.days.get(self.day_of[alert["event_id"]], (0, 0, 0, ""))
        rest = 1 + found
        return [1.0] + [float(alert["rule"] == r) for r in RULES] + [
            math.log(int(alert["events"])), math.log(rest), bare / rest, night / rest]

    def attacked(self):
        """Of the truth: attack events by account, in time order."""
        labels = {}
        for path in glob.glob(os.path.join(self.data, "truth/events/*.jsonl")):
            with open(path) as lines:
                labels.update((e["event_id"], 1) for e in map(json.loads, lines) if e["label"] == "attack")
        times = collections.defaultdict(list)
        days = set()
        for path in sorted(glob.glob(os.path.join(self.data, "logs/audit/*.jsonl"))):
            with open(path) as lines:
                for e in map(json.loads, lines):
                    if e["event_id"] in labels:
                        times[e["account"]].append(e["ts"])
                        days.add((e["account"], os.path.basename(path)[:10]))
        return labels, times, days


def sigmoid(x):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def fit(rows, targets):
    """Logistic regression: full gradient, a small penalty, each class weighing the same."""
    weights = [0.0] * len(rows[0])
    heavy = {t: len(rows) / (2 * max(1, targets.count(t))) for t in (0.0, 1.0)}
    for _ in range(ROUNDS):
        slope = [0.001 * w for w in weights]
        for row, target in zip(rows, targets):
            off = heavy[target] * (sigmoid(sum(w * x for w, x in zip(weights, row))) - target) / len(rows)
            for i, x in enumerate(row):
                slope[i] += off * x
        weights = [w - 0.5 * s for w, s in zip(weights, slope)]
    return weights


def average_precision(ranked):
    """Mean precision at each true row of a list of 0 and 1, the best first."""
    hits = total = 0.0
    for n, true in enumerate(ranked, 1):
        hits += true
        total += true * hits / n
    return total / max(hits, 1)


def rank(args):
    rows, targets = [], []
    for data in args.learn:
        world = World(data)
        verdicts = {t["alert_id"]: VERDICTS[t["verdict"]] for t in world.tickets if t["verdict"] in VERDICTS}
        for alert in world.alerts:
            if alert["alert_id"] in verdicts:
                rows.append(world.features(alert))
                targets.append(verdicts[alert["alert_id"]])
    if len(set(targets)) < 2:
        sys.exit("the analysts of --learn have held no alert true, or none false: learn from more or larger worlds")
    weights = fit(rows, targets)
    world = World(args.judge)
    score = {a["alert_id"]: sigmoid(sum(w * x for w, x in zip(weights, world.features(a)))) for a in world.alerts}
    ranked = sorted(world.alerts, key=lambda a: (-score[a["alert_id"]], a["alert_id"]))
    print(f"{len(rows)} verdicts learned from, {len(ranked)} alerts ranked")
    if args.out:
        with open(args.out, "w") as out:
            for a in ranked:
                kind, name = ("account", a["account"]) if a["account"] else ("ip", a["src_ip"])
                print(json.dumps({"t": a["ts"], "entity": {"type": kind, "id": name}, "score": score[a["alert_id"]],
                                  "rule": a["rule"]}), file=out)
    if args.truth:
        labels, times, _ = world.attacked()

        def true(a):
            within = (a["first_event_at"] <= t <= a["last_event_at"] for t in times[a["account"]])
            return int(a["event_id"] in labels or a["account"] != "" and any(within))
        order = {"high": 0, "medium": 1, "low": 2}
        by_severity = sorted(world.alerts, key=lambda a: (order[a["severity"]], a["alert_id"]))
        print(f"true alerts {sum(map(true, ranked))}; average precision {average_precision(map(true, ranked)):.3f}, "
              f"by severity {average_precision(map(true, by_severity)):.3f}")


def votes(world):
    """Yes or no of each voter on each account's day, and when all had voted. Who says nothing
    votes no, but for analysts: where there is no case they do not vote (None)."""
    cases = {t["alert_id"]: t for t in world.tickets if t["verdict"] in VERDICTS}
    said = collections.defaultdict(dict)
    when = {key: last for key, (_, _, _, last) in world.days.items()}

    def say(event, voter, vote, at):
        key = world.day_of[event]
        said[key][voter] = max(said[key].get(voter, 0), vote)
        when[key] = max(when.get(key, ""), at)

    for a in world.alerts:
        say(a["event_id"], a["rule"], 1, a["ts"])
        if a["alert_id"] in cases:
            case = cases[a["alert_id"]]
            say(a["event_id"], "verdict", int(VERDICTS[case["verdict"]]), case["closed_at"])
    for t in world.tickets:
        if t["kind"] in ("access", "complaint"):
            say(t["event_id"], t["kind"], 1, t["opened_at"])
    voters = RULES + ["verdict", "access", "complaint", "bare", "night"]
    table = {}
    for key, (found, bare, night, _) in world.days.items():
        mine = said.get(key, {})
        mine["bare"] = int(found >= 5 and bare > 0.5 * found)
        mine["night"] = int(night > 0.3 * found)
        table[key] = [mine.get(v, None if v == "verdict" else 0) for v in voters]
    return voters, table, when


def agree(table, voters):
    """The probability of each row, and of each voter how often it says yes where there is
    something and where there is nothing."""
    patterns = collections.Counter(map(tuple, table.values()))
    yes, no, prior = [0.5] * voters, [0.02] * voters, PRIOR
    posterior = {}
    for _ in range(STEPS):
        for p in patterns:
            odds = math.log(prior / (1 - prior))
            for vote, a, b in zip(p, yes, no):
                if vote is not None:
                    odds += math.log(a / b) if vote else math.log((1 - a) / (1 - b))
            posterior[p] = sigmoid(odds)
        sums = [[0.5, 1.0, 0.5, 50.0] for _ in range(voters)]  # a little of what was believed before
        for p, n in patterns.items():
            for s, vote in zip(sums, p):
                if vote is not None:
                    s[0] += n * posterior[p] * vote
                    s[1] += n * posterior[p]
                    s[2] += n * (1 - posterior[p]) * vote
                    s[3] += n * (1 - posterior[p])
        yes, no = [s[0] / s[1] for s in sums], [s[2] / s[3] for s in sums]
        prior = min(0.2, sum(n * posterior[p] for p, n in patterns.items()) / len(table))
    return {key: posterior[tuple(row)] for key, row in table.items()}, yes, no


def label(args):
    world = World(args.judge)
    voters, rows, when = votes(world)
    probability, yes, no = agree(rows, len(voters))
    ranked = sorted(rows, key=lambda key: (-probability[key], key))
    print("votes yes where something is, and where nothing is:")
    for v, a, b in zip(voters, yes, no):
        print(f"  {v:18} {a:.3f} {b:.4f}")
    held = [key for key in ranked if probability[key] > 0.5]
    print(f"{len(held)} of {len(rows)} account-days are held to be attacked")
    if args.out:
        with open(args.out, "w") as out:
            for key in sorted(held, key=lambda k: (when[k], k)):
                print(json.dumps({"t": when[key], "entity": {"type": "account", "id": key[0]},
                                  "score": probability[key], "rule": "weak-labels"}), file=out)
    if args.truth:
        _, _, days = world.attacked()
        alone = sorted(rows, key=lambda key: (-sum(v or 0 for v in rows[key][:len(RULES)]), key))
        print(f"attacked account-days {len(days & set(rows))}; average precision "
              f"{average_precision(int(k in days) for k in ranked):.3f}, of alerts alone "
              f"{average_precision(int(k in days) for k in alone):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, run in (("rank", rank), ("label", label)):
        verb = verbs.add_parser(name)
        if name == "rank":
            verb.add_argument("--learn", nargs="+", required=True, metavar="DATASET")
        verb.add_argument("--judge", required=True, metavar="DATASET")
        verb.add_argument("--truth", action="store_true", help="print how good it is")
        verb.add_argument("-o", dest="out", metavar="FILE", help="write alerts")
        verb.set_defaults(run=run)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
