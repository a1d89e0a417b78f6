"""Learned baselines on the feature tables: alerts that `breachsim score` judges.

    baseline.py boost  --train F… --sister F --judge F -o alerts.jsonl
    baseline.py forest --train F… --sister F --judge F -o alerts.jsonl

F are directories of `breachsim features`. A model is fitted to the tables of
--train: boosted trees towards label_attack_lookups (features --labels), or
an isolation forest, which is shown no label. The threshold is the lowest at
which the model raises at most --budget false incidents per 1,000
practitioner-days on --sister, a world of another seed without attacks: the
judged world has no say in it. Where --judge has labels, the area under the ROC
curve and the average precision are printed as well.

Needs scikit-learn 1.0 or newer, and nothing else beside Python.
"""

import argparse
import csv
import datetime
import json
import os
import sys
import zlib

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score

# Columns that are no features: who and when. past_days is among them, for it is
# a calendar where all accounts begin on the same day, and so are the labels.
KEYS = {"account", "day", "session", "scored", "first_at", "last_at", "past_days"}
CLASSES = {"profession", "auth_method"}  # texts of few kinds
TARGET = "label_attack_lookups"  # a row of an attack has some
WORDS = {"": np.nan, "true": 1.0, "false": 0.0}
LEARNING = 7  # first days of a log, in which everything is new
HONEST = 20_000  # rows of a table that boosting learns from, beside those of attacks
SEED = 1


class Table:
    """A feature table: a matrix, and what is known of its rows beside."""

    def __init__(self, directory, name):
        path = os.path.join(directory, name + ".csv")
        try:
            with open(path, newline="") as lines:
                self.read(csv.reader(lines))
        except FileNotFoundError:
            sys.exit(f"no {path}: make it with breachsim features DATASET -o {directory}")
        begun = set(sorted({r["day"] for r in self.rows})[LEARNING:])
        self.judged = np.array([r["scored"] == "true" and r["day"] in begun for r in self.rows])

    def read(self, lines):
        header = next(lines)
        keys = [i for i, c in enumerate(header) if c in KEYS]
        classes = {i for i, c in enumerate(header) if c in CLASSES}
        used = [i for i, c in enumerate(header) if c not in KEYS and not c.startswith("label_")]
        target = header.index(TARGET) if TARGET in header else None
        values, labels, self.rows = [], [], []
        for line in lines:
            values.append([class_number(line[i]) if i in classes else number(line[i]) for i in used])
            self.rows.append({header[i]: line[i] for i in keys})
            if target is not None:
                labels.append(line[target] != "0")
        self.columns = [header[i] for i in used]
        self.x = np.array(values, dtype=np.float32)
        self.labels = np.array(labels, dtype=bool) if target is not None else None

    def days(self):
        """Practitioner-days that are judged."""
        return len({(r["account"], r["day"]) for r, j in zip(self.rows, self.judged) if j})


def number(text):
    """A value as a number; what does not apply is not a number."""
    if text in WORDS:
        return WORDS[text]
    return float(text)


def class_number(text):
    """A text of few kinds as a number that every run gives it."""
    return float(zlib.crc32(text.encode()) % 65521)


def sample(table):
    """The rows to learn towards a label: all of an attack, and some of the others."""
    chosen = np.flatnonzero(table.judged)
    honest = chosen[~table.labels[chosen]]
    if len(honest) > HONEST:
        honest = np.sort(np.random.default_rng(SEED).choice(honest, HONEST, replace=False))
    chosen = np.concatenate([chosen[table.labels[chosen]], honest])
    return table.x[chosen], table.labels[chosen]


def boost(tables):
    """Gradient-boosted trees; both classes weigh the same."""
    parts = [sample(t) for t in tables]
    return trees(*(np.concatenate([part[i] for part in parts]) for i in (0, 1)))


def trees(x, y):
    """Gradient-boosted trees on histograms of rows x with labels y."""
    if not y.any():
        sys.exit("the tables to learn on have no row of an attack: nothing to learn")
    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=20,
                                           l2_regularization=1.0, early_stopping=False, random_state=SEED)
    weights = np.where(y, (len(y) - y.sum()) / y.sum(), 1.0)
    model.fit(x, y, sample_weight=weights)
    return lambda t: model.decision_function(t.x)


def forest(tables):
    """An isolation forest; what does not apply is taken as the median."""
    x = np.concatenate([t.x[t.judged] for t in tables])
    empty = np.isnan(x).all(axis=0)
    middle = np.where(empty, 0, np.nanmedian(np.where(empty, 0, x), axis=0))
    fill = lambda values: np.where(np.isnan(values), middle, values)
    model = IsolationForest(n_estimators=200, max_samples=min(4096, len(x)), random_state=SEED, n_jobs=2)
    model.fit(fill(x))
    return lambda t: -model.score_samples(fill(t.x))


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def raised(table, scores, threshold):
    """The alerts at a threshold, in order of time.

    A row of a session is complete with its last line. One of a day is complete
    when the day is: with the last line of anybody's.
    """
    ends = {}
    for row in table.rows:
        ends[row["day"]] = max(ends.get(row["day"], ""), row["last_at"])
    out = []
    for row, score, judged in zip(table.rows, scores, table.judged):
        if judged and score >= threshold:
            t = row["last_at"] if "session" in row else ends[row["day"]]
            out.append((t, row, float(score)))
    return sorted(out, key=lambda alert: (alert[0], alert[1]["account"], alert[1].get("session", "")))


def write(alerts, path, rule):
    """Alerts as JSON Lines, the form that breachsim score reads."""
    with open(path, "w") as out:
        for t, row, score in alerts:
            kind = "session" if "session" in row else "account"
            out.write(json.dumps({"t": t, "entity": {"type": kind, "id": row[kind]}, "score": round(score, 6),
                                  "rule": rule, "from": row["first_at"], "to": row["last_at"]}) + "\n")


def incidents(alerts):
    """Alerts on one account within 24 hours of the first are one."""
    opened, n = {}, 0
    for t, row, _ in alerts:
        at = moment(t)
        first = opened.get(row["account"])
        if first is None or at - first > datetime.timedelta(hours=24):
            opened[row["account"]] = at
            n += 1
    return n


def threshold_on(sister, scores, budget):
    """The lowest threshold with at most the budget of false incidents."""
    if sister.labels is not None and sister.labels.any():
        sys.exit("--sister has attacks: its alerts are not all false; generate it with --without-campaigns")
    most = budget * sister.days() / 1000
    levels = np.unique(scores[sister.judged])
    low, high = 0, len(levels)  # at high nothing is raised
    while low < high:
        middle = (low + high) // 2
        if incidents(raised(sister, scores, levels[middle])) <= most:
            high = middle
        else:
            low = middle + 1
    if high == len(levels):
        return np.nextafter(levels[-1], np.inf)
    return levels[high]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=("boost", "forest"))
    parser.add_argument("--train", nargs="+", required=True, help="feature tables to learn on")
    parser.add_argument("--sister", required=True, help="feature tables of a world without attacks, for the threshold")
    parser.add_argument("--judge", required=True, help="feature tables to raise alerts on")
    parser.add_argument("--table", choices=("account_days", "sessions"), default="account_days")
    parser.add_argument("--budget", type=float, default=1, help="false incidents per 1,000 practitioner-days")
    parser.add_argument("-o", "--output", required=True, help="file of the alerts")
    o = parser.parse_args()

    tables = [Table(d, o.table) for d in o.train]
    if o.model == "boost" and any(t.labels is None for t in tables):
        parser.error("--train has no labels: make it with breachsim features --labels")
    score = {"boost": boost, "forest": forest}[o.model](tables)
    sister, judge = Table(o.sister, o.table), Table(o.judge, o.table)
    if any(t.columns != judge.columns for t in [*tables, sister]):
        parser.error("the tables have other columns: make all of them with the same breachsim")
    threshold = threshold_on(sister, score(sister), o.budget)
    scores = score(judge)
    alerts = raised(judge, scores, threshold)
    write(alerts, o.output, o.model)
    told = {"model": o.model, "table": o.table, "threshold": round(float(threshold), 6), "alerts": len(alerts)}
    if judge.labels is not None and judge.labels[judge.judged].any():
        y, s = judge.labels[judge.judged], scores[judge.judged]
        told |= {"attacked_rows": int(y.sum()), "auc": round(float(roc_auc_score(y, s)), 4),
                 "average_precision": round(float(average_precision_score(y, s)), 4)}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
