"""How the work of reading grows with the length of a text: seconds of the processor for each kind, and the exponent.

`python tests/bench_growth.py [--from N] [--to N] [KIND...]` prints a row for each kind of `kinds.py`: characters,
seconds, and the exponent between the last two lengths (1 is in proportion). A kind ends early once it takes 20 seconds.
"""

from __future__ import annotations

import argparse
import math
import time

from kinds import KINDS

from kg.pipeline.document import build_document
from kg.read import read_text
from kg.words.loading import lexicon


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--from", dest="first", type=int, default=10_000)
    parser.add_argument("--to", dest="last", type=int, default=100_000)
    options = parser.parse_args()
    known = lexicon()
    build_document(read_text(KINDS["ordinary news"](5_000)), known)
    for kind in options.kinds or KINDS:
        seconds: list[float] = []
        size = options.first
        while size <= options.last and (not seconds or seconds[-1] < 20):
            text = KINDS[kind](size)
            started = time.process_time()
            build_document(read_text(text), known)
            seconds.append(max(time.process_time() - started, 1e-4))
            size *= 10
        exponent = math.log10(seconds[-1] / seconds[-2]) if len(seconds) > 1 else float("nan")
        print(f"{kind:36}{'  '.join(f'{s:8.3f}' for s in seconds)}  {exponent:5.2f}", flush=True)


if __name__ == "__main__":
    main()
