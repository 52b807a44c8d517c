"""The build of another commit and this one, side by side: `python tests/bench_pair.py COMMIT FILE [TASK...]`.

FILE is a `.jsonl.gz` of articles (`text`, `title`, `date`), of which `--items` are taken from all over it. What COMMIT
has in `kg` and `ontology` is taken out of git and run by the same interpreter, and so with the same libraries. Each task
is a process of its own, of one build and then of the other, in turn; the first pair fills the caches of the system and
isn't counted. What counts is the time of the processor, of the process and those that it starts, as a ratio pair by
pair: over 1, this build is faster. `reading` is `kg.build` within one process, on texts that are new in every round,
and the tagger of jieba on the same texts. Each build asks the Turtle that it wrote itself.

Prints the table in Markdown; `--json FILE` writes all figures. With `--slower PERCENT` it fails where this build takes
so much longer for any task, by the median.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile

HERE = Path(__file__).resolve().parents[1]
ENTITY, QUESTION = "国务院", "formulations"
ROUNDS = 4  # of reading in one process; the first is not counted
TASKS = ("start", "reading", "build", "show", "query", "export", "view", "check")
READING = """
import logging, sys, time, json, jieba, jieba.posseg, kg
jieba.setLogLevel(logging.WARNING)
jieba.initialize()
spent = [0.0, 0.0]
for n, file in enumerate(sys.argv[1:]):
    texts = [json.loads(line)["text"] for line in open(file, encoding="utf-8")]
    since = time.process_time()
    kg.build(file)
    read = time.process_time()
    for text in texts:
        list(jieba.posseg.cut(text))
    if n:
        spent = [spent[0] + read - since, spent[1] + time.process_time() - read]
print(json.dumps(spent))
"""


@dataclass(slots=True)
class Cost:
    """What one run took: seconds of the processor, seconds on the clock, and megabytes at most; `tagger` is jieba's."""

    processor: float
    clock: float
    memory: float
    tagger: float = 0.0


@dataclass(slots=True)
class Measured:
    """The costs of a task for the other build and for this one, pair by pair."""

    task: str
    other: list[Cost] = field(default_factory=list)
    this: list[Cost] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """How many times as fast this build is, in order of size."""
        return sorted(a.processor / b.processor for a, b in zip(self.other, self.this, strict=True))

    def row(self) -> str:
        """The row of the table."""
        ratios = self.ratios
        seconds = [median(c.processor for c in costs) for costs in (self.other, self.this)]
        memory = [median(c.memory for c in costs) for costs in (self.other, self.this)]
        jieba = [median(c.tagger / c.processor for c in costs) for costs in (self.other, self.this)]
        name = f"{self.task}, times as fast as jieba: {jieba[0]:.2f} → {jieba[1]:.2f}" if any(jieba) else self.task
        return (
            f"| {name} | {seconds[0]:.2f} s | {seconds[1]:.2f} s | {median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
            f" | {memory[0]:.0f} → {memory[1]:.0f} MB |"
        )


@dataclass(slots=True)
class Build:
    """A build of the package: where its code is, and the folder where it writes."""

    code: Path
    output: Path

    def run(self, arguments: Sequence[str]) -> tuple[Cost, str]:
        """What a process of Python costs with these arguments, and what it prints.

        Raises SystemExit where it fails otherwise than a check of a graph does.
        """
        environment = {**os.environ, "PYTHONPATH": str(self.code), "PYTHONHASHSEED": "0"}
        with TemporaryFile() as printed, TemporaryFile() as complaint:
            since = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *arguments], env=environment, cwd=self.output, stdout=printed, stderr=complaint
            )
            _, status, used = os.wait4(process.pid, 0)
            clock = time.perf_counter() - since
            process.returncode = os.waitstatus_to_exitcode(status)
            printed.seek(0)
            complaint.seek(0)
            told, said = printed.read().decode(), complaint.read().decode()
        if process.returncode not in (0, 1) or "Traceback" in said:
            raise SystemExit(f"{self.code}: {' '.join(arguments[:4])} failed:\n{said[-2000:]}")
        return Cost(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024), told

    def cost(self, task: str, files: Sequence[Path]) -> Cost:
        """What a task costs; `files` are an article, all articles, and some for each round of reading."""
        article, every, *rounds = map(str, files)
        if task == "reading":
            cost, printed = self.run(["-c", READING, *rounds])
            cost.processor, cost.tagger = json.loads(printed.splitlines()[-1])
            return cost
        graph, page = f"{Path(every).stem}.ttl", "page.html"
        commands = {
            "start": ["build", article, "--no-html", "-o", "."],
            "build": ["build", every, "--no-html", "-o", "."],
            "show": ["show", graph, ENTITY],
            "query": ["query", graph, "--name", QUESTION],
            "export": ["export", graph, "--to", "graphml", "-o", "graph.graphml"],
            "view": ["view", graph, "--no-open", "-o", page],
            "check": ["check", graph],
        }
        return self.run(["-m", "kg", *commands[task]])[0]


def taken_out(commit: str, folder: Path) -> Path:
    """The folder with the package and its ontology as a commit has them."""
    archive = subprocess.run(["git", "archive", commit, "kg", "ontology"], cwd=HERE, check=True, capture_output=True)
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def texts(corpus: Path, items: int, folder: Path) -> list[Path]:
    """Files of articles from all over the corpus: one article alone, all, and some for each round of reading."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    step = max(1, len(every) // items)
    chosen = every[::step][:items]
    article = folder / "article.txt"
    article.write_text(chosen[0]["text"], encoding="utf-8")
    parts = {"items": chosen, **{f"round{n}": chosen[n::ROUNDS] for n in range(ROUNDS)}}
    files = [article]
    for name, rows in parts.items():
        files.append(folder / f"{name}.jsonl")
        files[-1].write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return files


def measured(other: Build, this: Build, tasks: Sequence[str], files: Sequence[Path], pairs: int) -> list[Measured]:
    """The costs of the tasks, each for so many pairs after one that isn't counted."""
    found = [Measured(task) for task in tasks]
    for each in found:
        for pair in range(pairs + 1):
            order = (other, this) if pair % 2 else (this, other)
            costs = {id(build): build.cost(each.task, files) for build in order}
            if pair:
                each.other.append(costs[id(other)])
                each.this.append(costs[id(this)])
        print(each.row(), flush=True)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commit")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("tasks", nargs="*", default=TASKS)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--slower", type=float, metavar="PERCENT")
    options = parser.parse_args()
    unknown = [task for task in options.tasks if task not in TASKS]
    if unknown:
        parser.error(f"no task is called {unknown[0]!r}; there are {', '.join(TASKS)}")
    tasks = [task for task in TASKS if task in options.tasks]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("other", "this", "code", "texts"):
            (root / name).mkdir()
        other = Build(taken_out(options.commit, root / "code"), root / "other")
        this = Build(HERE, root / "this")
        files = texts(options.corpus, options.items, root / "texts")
        print(f"| | {options.commit[:7]} | now | times as fast (range) | memory |\n| --- | --- | --- | --- | --- |")
        if "build" not in tasks and {*tasks} - {"start", "reading"}:
            for build in (other, this):
                build.cost("build", files)
        found = measured(other, this, tasks, files, options.pairs)
    if options.json:
        told = [{**asdict(each), "ratios": each.ratios} for each in found]
        record = {"commit": options.commit, "items": options.items, "pairs": options.pairs, "tasks": told}
        options.json.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    slow = [each.task for each in found if median(each.ratios) < 1 / (1 + (options.slower or 0) / 100)]
    if options.slower is not None and slow:
        raise SystemExit(f"more than {options.slower:g} % slower than {options.commit}: {', '.join(slow)}")


if __name__ == "__main__":
    main()
