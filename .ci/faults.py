"""What .ci/faults does: kills, completes and compares. See there."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN, BASE = sys.argv[1], Path(sys.argv[2])
SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**9))
KILLS = int(os.environ.get("KILLS", "200"))
TINY = ["generate", "tiny", "-q"]
EVERYTHING = ["--format", "jsonl,combined,csv,ecs", "--records", "csv,jsonl,parquet,sql", "--history", "3d", "--truth", "full"]

# The commands that are killed. To add one, write a line: what it is called, what is done
# before it in an empty folder (lists of arguments), and its own arguments, which make
# "out" there. resume is how it is completed after a kill, in the order in which it is
# tried; the first that ends well has to leave the bytes of an undisturbed run. whole says
# whether verify accepts the result.
FORMS = {
    "plain": dict(run=[*TINY, "-o", "out"]),
    "zstd, two workers": dict(run=[*TINY, "--compress", "zstd", "--workers", "2", "-o", "out"]),
    "gzip, all forms": dict(run=[*TINY, "--compress", "gzip", *EVERYTHING, "-o", "out"]),
    "shard": dict(run=[*TINY, "--shard", "1/2", "-o", "out"], whole=False),
    "replicates": dict(run=[*TINY, "--replicates", "2", "-o", "out"], whole=False),
    "force": dict(before=[[*TINY, "--seed", "5", "-o", "out"]], run=[*TINY, "--force", "-o", "out"]),
    "force over a shard": dict(before=[[*TINY, "--shard", "1/2", "-o", "out"]], run=[*TINY, "--force", "-o", "out"]),
    "merge": dict(before=[[*TINY, "--shard", f"{i}/2", "-o", f"part{i}"] for i in (1, 2)],
                  run=["merge", "part1", "part2", "-q", "-o", "out"]),
    "merge --force": dict(before=[[*TINY, "--shard", f"{i}/2", "-o", f"part{i}"] for i in (1, 2)] + [[*TINY, "--seed", "5", "-o", "out"]],
                          run=["merge", "part1", "part2", "-q", "--force", "-o", "out"]),
}
CALLS = {"fsync": 40, "renameat": 45, "write": 90, "unlinkat": 60, "openat": 120, "mkdirat": 15, "linkat": 10}

failures, lock = [], threading.Lock()


def fail(what):
    with lock:
        failures.append(what)
        print("FAILED", what, flush=True)


def tree(root):
    """Digests of everything below a folder, folders included."""
    found = {}
    for at, folders, files in os.walk(root):
        for name in folders:
            found[os.path.relpath(os.path.join(at, name), root) + "/"] = ""
        for name in files:
            path = os.path.join(at, name)
            found[os.path.relpath(path, root)] = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return found


def call(args, cwd, **more):
    return subprocess.run([BIN, *args], cwd=cwd, capture_output=True, text=True, timeout=600, **more)


def must(args, cwd, code=0, says=""):
    got = call(args, cwd)
    if got.returncode != code or says not in got.stderr:
        fail(f"{' '.join(args)}: exit {got.returncode}, want {code} and {says!r}: {got.stderr.strip()}")
    return got


def resumes(args):
    """How a run is completed: with --resume; where it had not begun, as it was begun."""
    return [[a for a in args if a != "--force"] + ["--resume"], args]


class Form:
    def __init__(self, name, run, before=(), whole=True, resume=None):
        self.name, self.run, self.before, self.whole = name, run, before, whole
        self.resume = resume or resumes(run)
        self.folder = BASE / "forms" / "".join(c if c.isalnum() else "-" for c in name)
        (self.folder / "before").mkdir(parents=True)
        for args in before:
            must(args, self.folder / "before")
        self.old = tree(self.folder / "before" / "out")
        shutil.copytree(self.folder / "before", self.folder / "good")
        self.took = 0.0
        began = time.monotonic()
        must(self.run, self.folder / "good")
        self.took = time.monotonic() - began
        self.want = tree(self.folder / "good" / "out")

    def killed(self, args, cwd, draw):
        """Runs a command until it is killed; False where it ended before."""
        if STRACE and draw.random() < 0.6:
            name = draw.choice(list(CALLS))
            rule = f"{name}:signal=SIGKILL:when={draw.randint(1, CALLS[name])}"
            trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e", f"inject={rule}"]
            env = {**os.environ, "GOMAXPROCS": "1"}
            got = subprocess.run([*trace, BIN, *args], cwd=cwd, env=env, capture_output=True, timeout=600)
            return got.returncode == -signal.SIGKILL, rule
        with subprocess.Popen([BIN, *args], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
            wait = draw.random() * 1.1 * self.took
            try:
                p.wait(wait)
            except subprocess.TimeoutExpired:
                p.kill()
            return p.wait() == -signal.SIGKILL, f"after {wait:.3f} s"

    def sequence(self, number):
        """Kills once or more, completes, compares; returns how many kills landed."""
        draw = random.Random(f"{SEED} {self.name} {number}")
        cwd = self.folder / f"try{number}"
        shutil.copytree(self.folder / "before", cwd)
        landed, args, how = 0, self.run, []
        while True:
            hit, when = self.killed(args, cwd, draw)
            how.append(when)
            landed += hit
            self.judge(cwd, how)
            if not hit or draw.random() < 0.6:
                break
            args = self.resume[0]
        for args in self.resume:
            got = call(args, cwd)
            if got.returncode == 0 and tree(cwd / "out") != self.old:
                break
        if got.returncode != 0 and tree(cwd / "out") == self.want:
            got.returncode = 0  # the run had ended: begun again it finds a dataset
        if got.returncode != 0:
            fail(f"{self.name} {how}: {args} ends with {got.returncode}: {got.stderr.strip()}")
        elif tree(cwd / "out") != self.want:
            fail(f"{self.name} {how}: other bytes than undisturbed: {different(tree(cwd / 'out'), self.want)}")
        elif self.whole and call(["verify", "out"], cwd).returncode != 0:
            fail(f"{self.name} {how}: verify refuses the completed dataset")
        shutil.rmtree(cwd)
        return landed

    def judge(self, cwd, how):
        """verify accepts the new dataset, or the old one untouched, and nothing else."""
        if not self.whole or call(["verify", "out"], cwd).returncode != 0:
            return
        if tree(cwd / "out") not in (self.want, self.old):
            fail(f"{self.name} {how}: verify accepts an unfinished directory")


def different(a, b):
    return sorted(n for n in a.keys() | b.keys() if a.get(n) != b.get(n))[:5]


def kills():
    with ThreadPoolExecutor(2) as pool:
        forms = list(pool.map(lambda n: Form(n, **FORMS[n]), FORMS))
        landed, number = {f.name: 0 for f in forms}, 0
        while sum(landed.values()) < KILLS and number < 10 * KILLS and not failures:
            for form, n in zip(forms, pool.map(lambda f: f.sequence(number), forms)):
                landed[form.name] += n
            number += 1
    for name, n in landed.items():
        print(f"  {name:<22} {n:4} kills")
    total = sum(landed.values())
    if total < KILLS and not failures:
        fail(f"only {total} of {KILLS} kills landed")
    return f"{total} kills, all completed to the same bytes"


def pairs():
    """Two runs into one directory at the same time."""
    cwd = BASE / "pairs"
    cwd.mkdir()
    held = 0
    for n in range(12):
        kind = ("fresh", "resume", "seeds", "force")[n % 4]
        out = f"{kind}{n}"
        a, b = [*TINY, "-o", out], [*TINY, "-o", out]
        if kind == "resume":
            a, b = a + ["--resume"], b + ["--resume"]
        if kind == "seeds":
            b = b + ["--seed", "8"]
        if kind == "force":
            must([*TINY, "--seed", "9", "-o", out], cwd)
            a, b = a + ["--force"], b + ["--force"]
        both = [subprocess.Popen([BIN, *x], cwd=cwd, stderr=subprocess.PIPE, text=True) for x in (a, b)]
        said = [p.communicate()[1] for p in both]
        codes = sorted(p.returncode for p in both)
        held += sum("is being written by process" in s for s in said)
        if codes not in ([0, 0], [0, 2]):
            fail(f"two runs ({kind}) end with {codes}: {said}")
        must(["verify", out], cwd)
    return f"12 pairs in one directory: one good dataset each, {held} told who writes"


class Tmpfs:
    """A small file system; raises OSError where mounting is not allowed."""

    def __init__(self, options):
        self.at = BASE / "tmpfs"
        self.at.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.at], capture_output=True).returncode:
            raise OSError("no mount")

    def __enter__(self):
        return self

    def remount(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", self.at], check=True)

    def __exit__(self, *_):
        subprocess.run(["umount", self.at], check=True)


def disks():
    cwd = BASE / "disks"
    cwd.mkdir()
    must([*TINY, "-o", "good"], cwd)
    must([*TINY, "--seed", "5", "-o", "old"], cwd)
    want, old, tried = tree(cwd / "good"), tree(cwd / "old"), 0
    try:
        for small in ("size=300k", "size=500k", "size=700k", "size=40m,nr_inodes=8", "size=40m,nr_inodes=24"):
            with Tmpfs(small) as fs:
                # The check of free space comes first on sizes; on inodes the writing itself fails.
                got = call([*TINY, "-o", "d"], fs.at)
                if got.returncode != 3 or "free" not in got.stderr and "no space left" not in got.stderr:
                    fail(f"{small}: exit {got.returncode}: {got.stderr}")
                fs.remount("size=40m,nr_inodes=9999")
                must([*TINY, "-o", "d", "--resume"], fs.at)
                if tree(fs.at / "d") != want:
                    fail(f"{small}: other bytes after making room")
                tried += 1
        with Tmpfs("size=40m,nr_inodes=75") as fs:  # the old dataset fits, a second one does not
            shutil.copytree(cwd / "old", fs.at / "d")
            must([*TINY, "-o", "d", "--force"], fs.at, 3, "stands as it was")
            left = {n: h for n, h in tree(fs.at / "d").items() if not n.startswith(".breachsim-new")}
            if left != old:
                fail(f"--force on a full disk changed the old dataset: {different(left, old)}")
            fs.remount("size=40m,nr_inodes=9999")
            must([*TINY, "-o", "d", "--resume"], fs.at)
            if tree(fs.at / "d") != want:
                fail("--force, disk full, --resume: other bytes")
            tried += 1
        with Tmpfs("size=40m") as fs:
            fs.remount("ro")
            must([*TINY, "-o", "d"], fs.at, 3, "read-only file system")
            tried += 1
    except OSError:
        print("  no small file system can be mounted here: a limit of the size of files in its place")
        import resource
        for most in (1 << 10, 10 << 10, 60 << 10):
            got = call([*TINY, "-o", f"d{most}"], cwd, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
            if got.returncode != 3 or "file too large" not in got.stderr:
                fail(f"files of at most {most}: exit {got.returncode}: {got.stderr}")
            must([*TINY, "-o", f"d{most}", "--resume"], cwd)
            if tree(cwd / f"d{most}") != want:
                fail(f"files of at most {most}: other bytes afterwards")
            tried += 1
    if os.geteuid() == 0:  # as somebody who may not write there
        BASE.chmod(0o755)
        cwd.chmod(0o755)
        got = call([*TINY, "-o", "nobodys"], cwd, user=65534)
        if got.returncode != 3 or "permission denied" not in got.stderr:
            fail(f"without the right to write: exit {got.returncode}: {got.stderr}")
        tried += 1
    return f"{tried} full, read-only and forbidden disks: exit 3, and completed once there is room"


def signals():
    cwd = BASE / "signals"
    cwd.mkdir()
    world = ["generate", "tiny", "-q", "--scale", "40", "--workers", "1"]
    must([*world, "-o", "good"], cwd)
    want = tree(cwd / "good")
    for n, sig in enumerate((signal.SIGINT, signal.SIGTERM, signal.SIGHUP)):
        out = f"d{n}"
        # whoever runs this under nohup has its programs ignore a hang-up, as they should
        heard = lambda sig=sig: signal.signal(sig, signal.SIG_DFL)
        with subprocess.Popen([BIN, *world, "-o", out], cwd=cwd, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as p:
            while p.poll() is None and not (cwd / out / ".breachsim" / "state.json").exists():
                time.sleep(0.002)
            p.send_signal(sig)
            said = p.communicate()[1]
        if p.returncode != 130 or "interrupted" not in said or "--resume" not in said:
            fail(f"{sig.name}: exit {p.returncode}: {said}")
        must(["verify", out], cwd, 2, "unfinished run")
        must([*world, "-o", out, "--resume"], cwd)
        if tree(cwd / out) != want:
            fail(f"{sig.name}: other bytes after --resume")
    with subprocess.Popen([BIN, *world, "-o", "-"], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
        p.stdout.read(10)
        p.stdout.close()
        said = p.stderr.read().decode()
    if p.returncode != 3 or "broken pipe" not in said:
        fail(f"SIGPIPE: exit {p.returncode}: {said}")
    return "SIGINT, SIGTERM, SIGHUP, SIGPIPE: message, exit code, and the same bytes after --resume"


STRACE = shutil.which("strace") and subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
print(f"SEED={SEED}" + ("" if STRACE else " (no strace: kills come at random moments alone)"), flush=True)
for part in (kills, pairs, disks, signals):
    began = time.monotonic()
    said = part()
    print(f"{said} ({time.monotonic() - began:.0f} s)" if not failures else f"{part.__name__}: {len(failures)} failures", flush=True)
if failures:
    print(f"\n{len(failures)} failures; the same draws again: SEED={SEED} .ci/faults")
    sys.exit(1)
