"""How the work of reading grows with the length of a text: seconds of the processor for each kind, and the exponent.

`python tests/bench_growth.py [KIND...] [--sizes BYTES...]` makes each kind of `kinds.py` in each size, reads it in a
process of its own, which has so much memory and time and has read nothing but news before, and prints a row for each
kind, the fastest growing first: the seconds for each size, the memory for the last, the exponent fitted to the sizes
from a tenth of a megabyte on, and the one over all sizes. 1 is in proportion. It ends with 1 where an exponent is over
1.1 or where a kind could not be read to the end. `--log FILE` keeps what is measured, and what is in it is not measured
again. `--parts N` prints instead what the longest text takes as one and as N documents.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kinds import KINDS

from kg.pipeline.document import build_document, build_documents
from kg.read import read_text
from kg.words.loading import lexicon

_SAMPLE = 6_000
"""Characters by which it is told how many bytes one of a kind takes."""

ALLOWED, FITTED, SEEN = 1.1, 100_000, 0.01
"""The exponent that is allowed, and the bytes and seconds from which on it is fitted: below, what a text costs at all
counts, and what a clock can see."""

_WARM = 100_000
"""Characters that are read before: what is made once, for any text or for many, is made then."""

_LONG_ENOUGH, _OFTEN = 1.0, 8
"""Seconds that are measured at least, and how often at most: what is shorter is done again, and its least taken."""


class Taken(NamedTuple):
    """What the reading of one text took."""

    size: int
    seconds: float
    memory: int


class Limits(NamedTuple):
    """What the reading of one text may take: seconds of the processor and bytes."""

    seconds: float
    memory: int


def text_of(kind: str, size: int) -> str:
    """A text of a kind, of so many bytes in UTF-8."""
    made = KINDS[kind]
    return made(size * _SAMPLE // len(made(_SAMPLE).encode()))


def clocked(work: Callable[[], object]) -> float:
    """The seconds of the processor that it takes."""
    started = time.process_time()
    work()
    return max(time.process_time() - started, 1e-4)


def _measured(kind: str, size: int, limits: Limits, sender: Any) -> None:
    """Read one text and send what that took; runs in a process of its own."""
    text = text_of(kind, size)
    build_document(read_text(KINDS["ordinary news"](5_000)), lexicon())
    spent = math.ceil(time.process_time() + limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (spent, spent + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    seconds = clocked(lambda: build_document(read_text(text), lexicon()))
    sender.send(Taken(len(text.encode()), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def once(kind: str, size: int, limits: Limits) -> Taken | None:
    """What one text takes in a process of its own; nothing where it did not end within the limits."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(kind, size, limits, sender))
    process.start()
    sender.close()
    try:
        return Taken(*receiver.recv())
    except EOFError:
        return None
    finally:
        process.join()


def least(kind: str, size: int, limits: Limits) -> Taken | None:
    """The least that one text takes of several times, where it takes little."""
    found: list[Taken] = []
    while len(found) < _OFTEN and sum(one.seconds for one in found) < _LONG_ENOUGH:
        taken = once(kind, size, limits)
        if taken is None:
            return None
        found.append(taken)
    return min(found, key=lambda one: one.seconds)


class Kept:
    """What was measured, in a file of lines."""

    def __init__(self, path: Path | None) -> None:
        """Read what is there already."""
        self._path = path
        self._known: dict[tuple[str, int], Taken] = {}
        if path and path.exists():
            for line in path.read_text("utf-8").splitlines():
                kind, size, taken = json.loads(line)
                self._known[kind, size] = Taken(*taken)

    def least(self, kind: str, size: int, limits: Limits) -> Taken | None:
        """What one text takes, measured where it is not known."""
        if (kind, size) in self._known:
            return self._known[kind, size]
        taken = least(kind, size, limits)
        if taken and self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([kind, size, taken], ensure_ascii=False) + "\n")
        return taken


class Row(NamedTuple):
    """How one kind grows."""

    kind: str
    taken: list[Taken]
    ended: str
    """Why the last size is not among them."""

    @property
    def fitted(self) -> float:
        """The exponent from a tenth of a megabyte and a hundredth of a second on."""
        return exponent([one for one in self.taken if one.size > 0.9 * FITTED and one.seconds > SEEN])

    def __str__(self) -> str:
        seconds = "".join(f"{one.seconds:12.3f}" for one in self.taken)
        last = f"{self.taken[-1].memory / 1e9:8.2f} GB" if self.taken else ""
        return f"{self.kind:50}{seconds}{last}{self.fitted:8.3f}{exponent(self.taken):8.3f}  {self.ended}".rstrip()


def exponent(taken: list[Taken]) -> float:
    """The slope of a line through the logarithms."""
    if len(taken) < 2:
        return math.nan
    sizes, seconds = ([math.log(one[i]) for one in taken] for i in (0, 1))
    return statistics.linear_regression(sizes, seconds).slope


def grown(kind: str, sizes: list[int], limits: Limits, kept: Kept) -> Row:
    """What each size of a kind takes, to where the next would take too long at the pace at which it grows."""
    found: list[Taken] = []
    for size in sizes:
        if len(found) > 1:
            expected = found[-1].seconds * (size / found[-1].size) ** exponent(found[-2:])
            if expected > limits.seconds:
                return Row(kind, found, f"{size:,} would take {expected:,.0f} s")
        taken = kept.least(kind, size, limits)
        if taken is None:
            return Row(kind, found, f"{size:,} did not end within {limits.seconds:,.0f} s and {limits.memory:,} bytes")
        found.append(taken)
    return Row(kind, found, "")


def parted(kind: str, size: int, parts: int) -> tuple[float, float]:
    """Seconds for a text as one document, and for the same as so many."""
    text = text_of(kind, size)
    step = math.ceil(len(text) / parts)
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    many = clocked(
        lambda: build_documents([read_text(piece, name=str(n)) for n, piece in enumerate(pieces)], lexicon())
    )
    return clocked(lambda: build_document(read_text(text), lexicon())), many


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--most", type=float, default=600, help="seconds of the processor for one text")
    parser.add_argument("--memory", type=float, default=8, help="gigabytes for one text")
    parser.add_argument("--log", type=Path)
    parser.add_argument("--parts", type=int)
    options = parser.parse_args()
    for _ in range(2):
        build_document(read_text(KINDS["ordinary news"](_WARM)), lexicon())
    gc.collect()
    gc.freeze()
    kinds = options.kinds or list(KINDS)
    if options.parts:
        for kind in kinds:
            one, many = parted(kind, max(options.sizes), options.parts)
            print(f"{kind:50}{one:8.2f} as one, {many:8.2f} as {options.parts}: {one / many:.2f}", flush=True)
        return
    limits, kept = Limits(options.most, int(options.memory * 1e9)), Kept(options.log)
    rows = []
    for kind in kinds:
        rows.append(grown(kind, options.sizes, limits, kept))
        print(rows[-1], file=sys.stderr, flush=True)
    rows.sort(key=lambda row: (not row.ended, -row.fitted))
    print(f"{'seconds for so many bytes':50}{''.join(f'{size:12,}' for size in options.sizes)}   memory   exponents")
    for row in rows:
        print(row)
    if any(row.ended or row.fitted > ALLOWED for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
