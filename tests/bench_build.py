"""What a store costs to make: `python tests/bench_build.py FILE.jsonl.gz [--one-in N]`, processor time in seconds.

Over the same items, every N-th of the file, in one run: jieba's part-of-speech tagger, two processes that only read,
`kg corpus build` with two processes, the same again with nothing changed, and with one item in a hundred changed. The
time is that of all processes of each, start and vocabularies included, the memory what they had together at most; the
clock of the wall stands beside it, and on a machine that others share says little.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench_spark import measured

from kg.corpus.building import PART_BYTES
from kg.corpus.inputs import Unit, inputs
from kg.corpus.part import read_units
from kg.garbage import seldom_collected
from kg.words.loading import lexicon

ADDED = "教育部推进职业教育。"
CHANGED = 100


def tag(source: str, _: str) -> None:
    """Tag the texts in one process."""
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    with open(source, encoding="utf-8") as rows:
        for row in rows:
            list(jieba.posseg.cut(json.loads(row)["text"]))


def read(source: str, _: str) -> None:
    """Read the items with two processes and keep nothing."""
    units = [unit for item in inputs(source, print) for unit, _ in item.units({})]
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as pool:
        print(f"{sum(pool.map(_read, _parts(units))):,} statements read", file=sys.stderr)


def _parts(units: list[Unit]) -> Iterator[list[Unit]]:
    """The items in as large parts as a build makes."""
    sizes = itertools.accumulate(unit.size for unit in units)
    pairs = zip(units, sizes, strict=True)
    for _, part in itertools.groupby(pairs, lambda pair: pair[1] // PART_BYTES):
        yield [unit for unit, _ in part]


def _read(units: list[Unit]) -> int:
    with seldom_collected():
        return len(read_units(units, lexicon(), {}).statements)


def build(source: str, store: str) -> None:
    """Bring the store up to date with two processes, as a user would."""
    words = ["corpus", "build", source, "--store", store, "--jobs", "2"]
    subprocess.run([sys.executable, "-m", "kg", *words], check=True, stdout=sys.stderr)


WAYS: dict[str, Callable[[str, str], None]] = {"tag": tag, "read": read, "build": build}


def change(source: str) -> None:
    """Say one sentence more in one item of a hundred."""
    rows = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    for row in rows[::CHANGED]:
        row["text"] += ADDED
    _written(source, rows)


def _written(source: str, rows: list[dict[str, str]]) -> None:
    Path(source).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def timed(name: str, way: str, source: str, store: str) -> float:
    """The processor time of one way, which is said with its memory and the time on the wall."""
    begun = time.monotonic()
    spent, most = measured([sys.executable, __file__, source, "--way", way, store])
    wall = time.monotonic() - begun
    print(f"{name:24}{spent:9.1f} s ({wall:7.1f} on the wall), at most {most:6,.0f} MB", flush=True)
    return spent


def main() -> None:
    """Time each once and say how they relate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--one-in", type=int, default=20)
    parser.add_argument("--way", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        way, store = options.way
        WAYS[way](options.file, store)
        return
    with tempfile.TemporaryDirectory() as name:
        source, store = f"{name}/items.jsonl", f"{name}/store"
        with gzip.open(options.file, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in itertools.islice(file, 0, None, options.one_in)]
        _written(source, rows)
        print(f"{len(rows):,} items, {sum(len(row['text']) for row in rows):,} characters")
        tagger = timed("jieba's tagger", "tag", source, store)
        alone = timed("two that only read", "read", source, store)
        whole = timed("store", "build", source, store)
        again = timed("again, nothing changed", "build", source, store)
        change(source)
        changed = timed("again, 1 % changed", "build", source, store)
    print(f"store: {whole / alone:.2f} times reading alone; jieba's tagger takes {tagger / whole:.1f} times as long")
    print(f"nothing changed {again / whole:.1%}, one in a hundred changed {changed / whole:.1%} of the first time")


if __name__ == "__main__":
    main()
