"""Boosted trees that are judged on scenarios which they were not trained on.

    cold.py FEATURES -o ALERTS

FEATURES holds the feature tables of several scenarios, those of the N-th seed in
SCENARIO/N (features --labels) and those of its sister, a world of another seed
without attacks, in SCENARIO/N-sister. For each scenario a model is fitted to all
the others; then it looks at that scenario's seeds and their sisters. Seeds without a
sister are only learned from. The alerts go to ALERTS/SCENARIO/N.jsonl and
ALERTS/SCENARIO/N-sister.jsonl, the form that `breachsim ladder --learned
cold=ALERTS` takes; `ladder` fixes the threshold on the sisters.

Only the highest scores are written: those above which the sister has ten times the
budget of false incidents.

Needs scikit-learn 1.0 or newer, and nothing else beside Python.
"""

import argparse
import os

import numpy as np

import baseline

SAMPLE = 20_000  # honest rows of a scenario that are learned from, shared by its seeds
LOOSE = 10  # alerts are written from this many times the budget on


def sampled(table, most):
    """The rows of a table to learn from, with that many honest ones; the table itself need not stay."""
    baseline.HONEST = most
    return baseline.sample(table)


def fitted(parts):
    """A model on sampled rows; both classes weigh the same."""
    x, y = (np.concatenate([part[i] for part in parts]) for i in (0, 1))
    return baseline.trees(x, y)


def seeds(directory):
    """The numbers of a scenario's seeds."""
    return sorted(int(n) for n in os.listdir(directory) if n.isdigit())


def judged(directory):
    """The numbers of those that have a sister."""
    return [n for n in seeds(directory) if os.path.isdir(os.path.join(directory, f"{n}-sister"))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", help="folder of feature tables, SCENARIO/N and SCENARIO/N-sister")
    parser.add_argument("--only", nargs="+", help="scenarios to judge; the others are only learned from")
    parser.add_argument("--budget", type=float, default=1, help="false incidents per 1,000 practitioner-days")
    parser.add_argument("-o", "--output", required=True, help="folder of the alerts")
    o = parser.parse_args()

    table = lambda scenario, name: baseline.Table(os.path.join(o.features, scenario, name), "account_days")
    scenarios = sorted(s for s in os.listdir(o.features) if seeds(os.path.join(o.features, s)))
    if len(scenarios) < 3:
        parser.error(f"{o.features} has {len(scenarios)} scenarios: to learn from others takes at least three")
    whole = [s for s in scenarios if judged(os.path.join(o.features, s))]
    for scenario in o.only or []:
        if scenario not in whole:
            parser.error(f"{scenario} has no seed with a sister in {o.features}: there is nothing to judge")
    parts = {}
    for scenario in scenarios:
        tables = [table(scenario, str(n)) for n in seeds(os.path.join(o.features, scenario))]
        if any(t.labels is None for t in tables):
            parser.error(f"{scenario} has no labels: make its tables with breachsim features --labels")
        parts[scenario] = [sampled(t, SAMPLE // len(tables)) for t in tables]

    for scenario in o.only or whole:
        score = fitted([p for other in scenarios if other != scenario for p in parts[other]])
        for n in judged(os.path.join(o.features, scenario)):
            sister = table(scenario, f"{n}-sister")
            threshold = baseline.threshold_on(sister, score(sister), LOOSE * o.budget)
            for name, rows in ((str(n), table(scenario, str(n))), (f"{n}-sister", sister)):
                path = os.path.join(o.output, scenario, name + ".jsonl")
                os.makedirs(os.path.dirname(path), exist_ok=True)
                baseline.write(baseline.raised(rows, score(rows), threshold), path, "cold")
        print(scenario, flush=True)


if __name__ == "__main__":
    main()
