"""How the work of reading grows with the length of a text: seconds of the processor for each kind, and the exponent.

`python tests/bench_growth.py [--from N] [--to N] [KIND...]` prints a row for each kind of `kinds.py`: the seconds for
each size in bytes, ten times the last each, and the exponent between the first and the last (1 is in proportion). A kind
ends early once it takes `--most` seconds. `--parts N` prints instead what the longest text takes as one and as N
documents.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable

from kinds import KINDS

from kg.pipeline.document import build_document, build_documents
from kg.read import read_text
from kg.words.loading import lexicon

_CHARACTER = 3
"""Bytes of an ideograph in UTF-8."""


_LONG_ENOUGH = 1.0
"""Seconds that are measured at least: what is shorter is done again, and its least taken."""


def seconds(work: Callable[[], object]) -> float:
    """What the processor takes for it at least."""
    least, spent = float("inf"), 0.0
    while spent < _LONG_ENOUGH:
        started = time.process_time()
        work()
        taken = max(time.process_time() - started, 1e-4)
        least, spent = min(least, taken), spent + taken
    return least


def grown(kind: str, first: int, last: int, most: float) -> list[tuple[int, float]]:
    """(bytes, seconds) for each size of a kind of text."""
    found: list[tuple[int, float]] = []
    size = first
    while size <= last and (not found or found[-1][1] < most):
        text = KINDS[kind](size // _CHARACTER)
        found.append((len(text.encode()), seconds(lambda: build_document(read_text(text), lexicon()))))  # noqa: B023
        size *= 10
    return found


def parted(kind: str, size: int, parts: int) -> tuple[float, float]:
    """Seconds for a text as one document, and for the same as so many."""
    text = KINDS[kind](size // _CHARACTER)
    step = math.ceil(len(text) / parts)
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    many = seconds(
        lambda: build_documents([read_text(piece, name=str(n)) for n, piece in enumerate(pieces)], lexicon())
    )
    return seconds(lambda: build_document(read_text(text), lexicon())), many


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--from", dest="first", type=int, default=10_000)
    parser.add_argument("--to", dest="last", type=int, default=1_000_000)
    parser.add_argument("--most", type=float, default=20)
    parser.add_argument("--parts", type=int)
    options = parser.parse_args()
    build_document(read_text(KINDS["ordinary news"](5_000)), lexicon())
    for kind in options.kinds or KINDS:
        if options.parts:
            one, many = parted(kind, options.last, options.parts)
            print(f"{kind:42}{one:8.2f} as one, {many:8.2f} as {options.parts}: {one / many:.2f}", flush=True)
            continue
        found = grown(kind, options.first, options.last, options.most)
        (small, least), (large, longest) = found[0], found[-1]
        exponent = math.log(longest / least) / math.log(large / small) if large > small else float("nan")
        print(f"{kind:42}{'  '.join(f'{s:8.3f}' for _, s in found)}  {exponent:5.2f}", flush=True)


if __name__ == "__main__":
    main()
