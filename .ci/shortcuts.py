#!/usr/bin/env python3
"""Asks whether one look at a dataset finds a campaign that is meant to be hard.

Each rule below is a dozen lines that read the log once, in its order, and know
nothing of how it was made. `breachsim score` holds their alerts against the
truth. A rule that averts more than BOUND of the exposure within a budget of one
false alert per 1,000 practitioner-days has found a shortcut: something that the
story does not mean to give its campaign away. Where the story does mean it, the
pair stands in MEANT with the reason.

    shortcuts.py rules DATASET -o ALERTS     the alerts of all rules on a dataset
    shortcuts.py table BREACHSIM [SCENARIO…] [--seeds N] [--jobs N]

A graded rule gives its alerts a score, and the scorer takes the threshold that
suits the judged dataset best: a shortcut is told at its strongest.
"""

import argparse
import bisect
import collections
import concurrent.futures
import csv
import datetime
import functools
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

# BOUND is the share of the exposure that no rule may avert, 24 h after its alert.
BOUND = 0.2

# WORLDS are small worlds with the campaign at its own size, or a quarter of it
# where the portal has too few accounts: 500 accounts are made in seconds.
WORLDS = {
    "insider": ["population.accounts=500", "population.insured_persons=250000", "--without-controls"],
    "rotate-and-rest": [
        "population.accounts=500",
        "population.insured_persons=150000",
        "campaigns[0].access.accounts=100",
        "campaigns[0].targets.exposed=12500",
        "campaigns[0].network.pool=130",
    ],
    "session-hijack": ["population.accounts=500", "population.insured_persons=150000"],
    "volume-relative": [
        "population.accounts=560",
        "population.insured_persons=150000",
        "campaigns[0].targets.exposed=40000",
    ],
    "decoy-and-main": ["population.accounts=500", "population.insured_persons=150000"],
}

# MEANT are the pairs of a scenario and a rule that the story itself means to be
# a way to find the campaign, each with the words of the story.
MEANT = {
    ("session-hijack", "two_addresses"): "a stolen cookie is replayed from another line than the owner's: that is the story",
}

# SEEDS are the worlds' seeds: they are no scenario's own.
SEEDS = [101, 202, 303]


class Alerts:
    """Writes alerts on accounts: of one rule, account and day only those whose
    score is a fifth above the last."""

    def __init__(self, out):
        self.out, self.best = out, {}

    def add(self, rule, account, at, score=1.0):
        key = rule, account, at[:10]
        if score < 1.2 * self.best.get(key, 0):
            return
        self.best[key] = score
        alert = {"t": at, "entity": {"type": "account", "id": account}, "score": round(score, 4), "rule": rule}
        print(json.dumps(alert), file=self.out)


def seconds(ts):
    """The seconds of a UTC time of the log, as a float."""
    return datetime.datetime.fromisoformat(ts.replace("Z", "+00:00")).timestamp()


@functools.lru_cache(maxsize=64)
def minute(stamp):
    """The seconds of a minute of the access log, as in 16/Feb/2022:00:01 +0100."""
    return datetime.datetime.strptime(stamp, "%d/%b/%Y:%H:%M %z").timestamp()


def moment(t):
    """The time of the log of so many seconds."""
    return datetime.datetime.fromtimestamp(t, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Session:
    """What the rules remember of a session."""

    def __init__(self, start):
        self.start, self.last, self.last_lookup = start, start, None
        self.events = self.lookups = self.homeless = self.known_place = 0
        self.gaps, self.persons = [], set()
        self.clients, self.addresses = set(), set()
        self.repeated = self.typo = self.lapsed = self.other = False
        self.signed = 0  # when it was opened, until the first look-up


class Rules:
    """All rules over the audit log, line by line."""

    def __init__(self, data, alerts):
        with open(data / "records" / "accounts.csv", encoding="utf-8") as f:
            self.home = {row["account"]: row["dept"] for row in csv.DictReader(f)}
        self.alerts = alerts
        self.sessions = {}
        self.waiting = collections.deque()  # (due, session id, account): sign-ins, two hours on
        self.first_week = collections.defaultdict(lambda: [0, 0])
        self.failed = collections.defaultdict(collections.deque)
        self.resets = collections.defaultdict(collections.deque)
        self.unsigned = collections.defaultdict(int)  # look-ups since the account last signed out
        self.start = None

    def line(self, e):
        t = seconds(e["ts"])
        self.start = self.start or t
        self.due(t)
        account = e["account"]
        if e["action"] == "password_reset" and account:
            self.reset(e, t)
        if not e["session_id"] or not account:
            return
        s = self.sessions.get(e["session_id"])
        if s is None:
            s = self.sessions[e["session_id"]] = Session(t)
        if e["action"] == "login" and e["outcome"] == "success":
            self.waiting.append((t + 7200, e["session_id"], account))
            s.signed = s.signed or t
        if t - s.start > 4 * 3600:
            self.alerts.add("long_session", account, e["ts"], t - s.start)
        s.events += 1
        s.last = t
        s.clients.add(e["client_fp"])
        s.addresses.add(e["src_ip"])
        if len(s.clients) > 1:
            self.alerts.add("two_clients", account, e["ts"], len(s.clients))
        if len(s.addresses) > 1:
            self.alerts.add("two_addresses", account, e["ts"], len(s.addresses))
        if e["action"] == "service_use":
            s.other = True
        elif e["action"] == "logout":
            self.unsigned[account] = 0
        elif e["action"] == "lookup":
            if s.signed:
                if t - s.signed < 15:
                    self.alerts.add("quick_start", account, e["ts"], 1 / (0.01 + t - s.signed))
                s.signed = 0
            self.lookup(e, s, t)

    def due(self, t):
        """A session that is one accepted sign-in and nothing else, two hours on."""
        while self.waiting and self.waiting[0][0] <= t:
            due, name, account = self.waiting.popleft()
            s = self.sessions[name]
            if s.events == 1:
                self.alerts.add("bare_sign_in", account, moment(due))
            if t - s.last > 4 * 3600:
                del self.sessions[name]
            elif s.events > 1:
                self.waiting.append((t + 7200, name, account))  # forget it later

    def reset(self, e, t):
        """Three resets of one password within two weeks."""
        q = self.resets[e["account"]]
        q.append(t)
        while t - q[0] > 14 * 86400:
            q.popleft()
        if len(q) >= 3:
            self.alerts.add("resets", e["account"], e["ts"], len(q))

    def lookup(self, e, s, t):
        account, ts = e["account"], e["ts"]
        s.lookups += 1
        if s.last_lookup is not None:
            bisect.insort(s.gaps, t - s.last_lookup)
        s.last_lookup = t
        s.typo |= e["result"] == "bad_key"
        s.lapsed |= e["result"] == "no_rights"
        if e["nir_ref"]:
            s.repeated |= e["nir_ref"] in s.persons
            s.persons.add(e["nir_ref"])
        if e["reason"] == "upstream_error":
            q = self.failed[account]
            q.append(t)
            while t - q[0] > 300:
                q.popleft()
            if len(q) >= 6:
                self.alerts.add("retry_storm", account, ts)
        self.place(e, s, t)
        self.rhythm(account, s, ts)
        self.manners(account, s, ts)

    def place(self, e, s, t):
        """Persons from another département: whatever the account is used to,
        and where it was used to its own."""
        account, ts = e["account"], e["ts"]
        if not e["patient_dept"]:
            return
        away = e["patient_dept"] != self.home.get(account)
        week = self.first_week[account]
        s.homeless += away
        s.known_place += 1
        if s.known_place >= 2 and s.homeless > 0.86 * s.known_place:
            self.alerts.add("away", account, ts, s.homeless)
        if t - self.start < 7 * 86400:
            week[0] += away
            week[1] += 1
        elif week[1] >= 5 and week[0] <= 0.2 * week[1] and s.known_place >= 4 and s.homeless >= 0.8 * s.known_place:
            self.alerts.add("away_for_once", account, ts, s.homeless)

    def rhythm(self, account, s, ts):
        """Sessions that are long and thin: by their mean and by their median gap."""
        if s.lookups < 6:
            return
        median = s.gaps[len(s.gaps) // 2]  # kept in order
        self.alerts.add("slow_median", account, ts, median) if median > 240 else None
        mean = (s.last_lookup - s.start) / s.lookups
        self.alerts.add("thin_session", account, ts, mean) if s.lookups >= 8 and mean > 600 else None

    def manners(self, account, s, ts):
        """So many look-ups without what users do now and then."""
        self.unsigned[account] += 1
        for rule, absent in (
            ("no_other_service", not s.other),
            ("no_repeat", not s.repeated),
            ("no_typing_error", not s.typo),
            ("no_lapsed_rights", not s.lapsed),
            ("no_manners", not (s.other or s.repeated or s.typo or s.lapsed)),
        ):
            if absent and s.lookups >= 8:
                self.alerts.add(rule, account, ts, s.lookups)
        if self.unsigned[account] >= 60:
            self.alerts.add("no_sign_out", account, ts, self.unsigned[account])


# GRADED says of each rule what it reads; the order is that of the table.
RULES = {
    "bare_sign_in": "session that is one accepted sign-in, two hours later",
    "two_clients": "second client fingerprint in a session",
    "two_addresses": "second address in a session",
    "no_manners": "look-ups of a session without any of the things below",
    "no_sign_out": "look-ups of an account since it last signed out",
    "no_other_service": "look-ups of a session that uses no other service",
    "no_repeat": "look-ups of a session that asks for nobody twice",
    "no_typing_error": "look-ups of a session without a mistyped number",
    "no_lapsed_rights": "look-ups of a session that finds no lapsed rights",
    "no_page_after": "look-ups of a client none of which a page follows within 5 s",
    "thin_session": "mean gap of a session of 8 look-ups and more",
    "slow_median": "median gap of a session of 6 look-ups and more",
    "away": "session with more than 86 % of its persons from elsewhere",
    "away_for_once": "the same from 80 %, of an account that is used to its own",
    "quick_start": "first look-up within 15 s of the sign-in",
    "long_session": "events more than four hours after the first of their session",
    "retry_storm": "six look-ups that failed for an outage within five minutes",
    "resets": "three password resets within two weeks",
}


def visits(data, alerts):
    """no_page_after, from the access log: look-ups of one client (address and
    browser of an account) with pauses under half an hour, none of which a page
    follows within five seconds."""
    open_visits = {}
    for path in sorted((data / "logs" / "access").glob("*.log")):
        for text in path.open(encoding="utf-8"):
            head, _, rest = text.partition(" [")
            address, _, account = head.split(" ", 2)
            if account == "-":
                continue
            stamp, _, rest = rest.partition('] "')
            request, _, rest = rest.partition('" ')
            method, _, path_ = request.partition(" ")
            path_ = path_.partition(" ")[0].partition("?")[0]
            if path_.startswith("/static/"):
                continue
            t = minute(stamp[:17] + stamp[20:]) + int(stamp[18:20])
            v = open_visits.get((address, account))
            if v is None or t - v[0] > 1800:
                v = open_visits[address, account] = [t, 0, 0, 0]  # last, look-ups, followed, last look-up
            v[0] = t
            if method == "POST" and "recherche" in path_:
                v[1] += 1
                v[3] = t
                if v[1] > 8 and v[2] == 0:
                    alerts.add("no_page_after", account, moment(t + 1), v[1])
            elif method == "GET" and v[3] and t - v[3] <= 5:
                v[2] += 1


def run_rules(data, out):
    """Writes the alerts of all rules on a dataset."""
    data = pathlib.Path(data)
    with open(out, "w", encoding="utf-8") as f:
        alerts = Alerts(f)
        rules = Rules(data, alerts)
        for path in sorted((data / "logs" / "audit").glob("*.jsonl")):
            with open(path, encoding="utf-8") as log:
                for text in log:
                    rules.line(json.loads(text))
        visits(data, alerts)


def measure(breachsim, scenario, seed):
    """Makes a world, runs the rules over it and returns what each averts."""
    with tempfile.TemporaryDirectory() as room:
        data, alerts = f"{room}/data", f"{room}/alerts.jsonl"
        options = [x for o in WORLDS[scenario] for x in ([o] if o.startswith("--") else ["--set", o])]
        command = [breachsim, "generate", scenario, "-q", "--seed", str(seed), "--workers", "1", "-o", data]
        subprocess.run(command + options, check=True)
        run_rules(data, alerts)
        stolen = {a["account"] for a in lines(f"{data}/truth/accounts.jsonl")}
        fired = {a["rule"] for a in lines(alerts) if a["entity"]["id"] in stolen}  # others have averted nothing
        return {rule: averted(breachsim, data, alerts, rule) if rule in fired else 0.0 for rule in RULES}


def lines(name):
    """The rows of a JSON Lines file."""
    with open(name, encoding="utf-8") as f:
        return [json.loads(x) for x in f]


def averted(breachsim, data, alerts, rule):
    """What `breachsim score` says of the alerts of one rule."""
    command = [breachsim, "score", data, "--alerts", alerts, "--rules", rule, "--resamples", "0", "--json"]
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    value = {m["name"]: m["value"] for m in said["result"]["metrics"]}
    return value["exposure_averted_24h_at_budget"] or 0.0


def table(breachsim, scenarios, seeds, jobs):
    """Prints what each rule averts, and returns the pairs above the bound."""
    with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
        runs = {(s, n): pool.submit(measure, breachsim, s, n) for s in scenarios for n in seeds}
        for run in concurrent.futures.as_completed(runs.values()):
            key = next(k for k, r in runs.items() if r is run)
            worst = max(run.result().items(), key=lambda x: x[1])
            print(f"{key[0]}, seed {key[1]}: {worst[0]} averts most, {worst[1]:.3f}", file=sys.stderr, flush=True)
        got = {key: run.result() for key, run in runs.items()}
    print(f"exposure averted at 24 h with at most 1 false alert per 1,000 practitioner-days, seeds {seeds}: mean (least, most)")
    print("| rule | " + " | ".join(scenarios) + " |\n|---|" + "--:|" * len(scenarios))
    above = []
    for rule in RULES:
        cells = []
        for s in scenarios:
            values = [got[s, n][rule] for n in seeds]
            mean, mark = statistics.fmean(values), ""
            if mean > BOUND:
                mark = " meant" if (s, rule) in MEANT else " ABOVE"
                if mark == " ABOVE":
                    above.append((s, rule, mean))
            spread = f" ({min(values):.2f}, {max(values):.2f})" if len(values) > 1 else ""
            cells.append(f"{mean:.3f}{spread}{mark}")
        print(f"| {rule} | " + " | ".join(cells) + " |")
    print()
    for rule, what in RULES.items():
        print(f"{rule}: {what}")
    for (s, rule), why in MEANT.items():
        print(f"meant in {s}: {rule}: {why}")
    return above


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    rules = commands.add_parser("rules")
    rules.add_argument("dataset")
    rules.add_argument("-o", "--output", required=True)
    tab = commands.add_parser("table")
    tab.add_argument("breachsim")
    tab.add_argument("scenario", nargs="*")
    tab.add_argument("--seeds", type=int, default=len(SEEDS), help="how many seeds (default all three)")
    tab.add_argument("--jobs", type=int, default=2, help="worlds at a time")
    args = parser.parse_args()
    if args.command == "rules":
        run_rules(args.dataset, args.output)
        return 0
    unknown = [s for s in args.scenario if s not in WORLDS]
    if unknown:
        parser.error(f"no world for {', '.join(unknown)}; there is one for {', '.join(WORLDS)}")
    above = table(args.breachsim, args.scenario or list(WORLDS), SEEDS[: args.seeds], args.jobs)
    for s, rule, mean in above:
        print(f"{s}: {rule} averts {mean:.3f}, more than {BOUND}: a shortcut that its story does not mean", file=sys.stderr)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
