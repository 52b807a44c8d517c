"""Ends `kg corpus build` with -9 at random moments: `python tests/kills_store.py COUNT [--seed N]`.

Every other time a store is made, every other time one is brought up to date, by what changes in its tables. The build is ended at a random one of the
calls that its code makes, so that the milliseconds in which one state takes the place of another have their share, or
after a random time, then alone or with the processes that read for it. What is left must be no store yet, or the one
before, or the one after, whole; and the next build must give the store that one which is never ended gives, byte by
byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CODE = """
import os, signal, sys
from kg.corpus import building, changes
source, store, moment = sys.argv[1], sys.argv[2], int(sys.argv[3])
building.PART_BYTES = 1600
changes.LEAST = 0
OURS = tuple(os.path.join("kg", room) for room in ("corpus", "files.py"))
done = 0

def count(frame, event, argument):
    global done
    caller = frame if event == "c_call" else frame.f_back if event == "call" else None
    if caller is not None and any(room in caller.f_code.co_filename for room in OURS):
        done += 1
        if done == moment:
            os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(count)
building.build([source], store, jobs=2, prune=True)
sys.setprofile(None)
print(done)
"""

BODIES = ("澜水市教育局", "云川省教育厅", "云川省住房和城乡建设厅", "澜水市财政局", "云川省水利厅")
WORK = ("城市体检", "老旧小区改造", "乡村振兴战略", "职业教育", "高质量发展", "城市更新")


@dataclass(frozen=True, slots=True)
class Trial:
    """Two states of a source, the stores that they give, and how many calls and how long a build takes."""

    folder: Path
    calls: tuple[int, int]
    seconds: float

    def source(self, state: int) -> Path:
        """The source in one of its states (0, 1)."""
        return self.folder / f"{state}.jsonl"

    def wanted(self, state: int) -> Path:
        """The store of a state that no build was ended of."""
        return self.folder / f"wanted-{state}"


def contents(store: Path) -> dict[str, bytes]:
    """The files of a store, less what only says who writes."""
    files = (f for f in sorted(store.rglob("*")) if f.is_file() and f.name != ".lock")
    return {str(f.relative_to(store)): f.read_bytes() for f in files}


def rows(state: int) -> str:
    """A source of two dozen invented items; in the second state some are other, some gone, some new."""
    said = []
    for n in range(2 * state, 24 + 3 * state):
        text = f"{BODIES[n % 5]}推进{WORK[n % 6]}，坚持以人民为中心。{BODIES[(n + 2) % 5]}召开会议。"
        text += "会议强调安全生产。" if state and n % 9 == 0 else ""
        date = f"20{12 + n % 9}-0{1 + n % 9}-11"
        said.append(json.dumps({"id": f"y{n}", "date": date, "title": f"要闻{n}", "text": text}, ensure_ascii=False))
    return "\n".join(said) + "\n"


def started(source: Path, store: Path, moment: int = 0) -> subprocess.Popen[str]:
    """A build in a group of its own, which ends itself at a moment (0: never)."""
    words = [sys.executable, "-c", CODE, str(source), str(store), str(moment)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)


def built(source: Path, store: Path) -> int:
    """Build to the end; the number of calls that it made."""
    said, _ = (process := started(source, store)).communicate()
    assert process.returncode == 0, f"a build that nobody ended failed: {said}"
    return int(said)


def copied(trial: Trial, store: Path, state: int) -> None:
    """Put a source in one of its states at the place where builds look for it, and the store before beside it."""
    (trial.folder / "news.jsonl").write_text(rows(state), "utf-8")
    if state and not store.exists():
        subprocess.run(["cp", "-r", str(trial.wanted(0)), str(store)], check=True)


def prepared(folder: Path) -> Trial:
    """Both states and their stores."""
    calls, seconds = [], 0.0
    for state in (0, 1):
        (folder / "news.jsonl").write_text(rows(state), "utf-8")
        if state:
            subprocess.run(["cp", "-r", str(folder / "wanted-0"), str(folder / "wanted-1")], check=True)
        begun = time.monotonic()
        calls.append(built(folder / "news.jsonl", folder / f"wanted-{state}"))
        seconds = max(seconds, time.monotonic() - begun)
    return Trial(folder, (calls[0], calls[1]), seconds)


def killed(trial: Trial, store: Path, state: int, chance: random.Random) -> str:
    """Begin a build of a state and end it at a random moment; how it was ended."""
    copied(trial, store, state)
    source = trial.folder / "news.jsonl"
    how = chance.choice(("call", "call", "alone", "all"))
    process = started(source, store, chance.randint(1, trial.calls[state]) if how == "call" else 0)
    if how != "call":
        try:
            process.wait(chance.random() * trial.seconds)
            how = "too late"
        except subprocess.TimeoutExpired:
            (os.killpg if how == "all" else os.kill)(process.pid, signal.SIGKILL)
    process.communicate()
    return how


def left(trial: Trial, store: Path, state: int) -> str:
    """What an ended build left: nothing yet, the store before, or the one after; fails where it is neither."""
    from kg.corpus.manifest import is_store, load
    from kg.corpus.opened import Corpus

    if not is_store(store):
        assert state == 0, "the store that was there is gone"
        return "none"
    found = load(store)
    which = {load(trial.wanted(n)).state: n for n in range(state + 1)}
    assert found.state in which, "a store that is neither the one before nor the one after"
    assert Corpus(store).graph() == Corpus(trial.wanted(which[found.state])).graph(), "a store that is not whole"
    return "after" if which[found.state] == state else "before"


def tried(trial: Trial, store: Path, state: int, chance: random.Random) -> tuple[str, str]:
    """End a build, look at what is left and build again; how it was ended and what was left. Fails where it differs."""
    how = killed(trial, store, state, chance)
    was = left(trial, store, state)
    built(trial.folder / "news.jsonl", store)
    assert contents(store) == contents(trial.wanted(state)), "another store than that of a build that was not ended"
    return how, was


def main() -> None:
    """End, look and build again, so many times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as name:
        trial = prepared(Path(name))
        print(f"{trial.calls[0]} calls when it is made, {trial.calls[1]} when it is brought up to date")
        for number in range(options.count):
            seen = tried(trial, Path(name) / f"store-{number}", number % 2, chance)
            found[seen] += 1
            print(f"{number + 1}: ended by {seen[0]}, left: {seen[1]}, the same store", file=sys.stderr, flush=True)
    for (how, was), times in sorted(found.items()):
        print(f"{times:3} ended by {how}, left: {was}")
    print(f"{options.count} times the same store in the end")


if __name__ == "__main__":
    main()
