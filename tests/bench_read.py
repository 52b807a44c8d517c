"""How fast articles are read, in the same run as jieba's part-of-speech tagger: `python tests/bench_read.py [FILE]`.

FILE is a `.jsonl.gz` of articles (`text`, `title`, `date`); without it, the sample article is read again and again.
Both run on one core, in turn, over the same texts. Every round takes texts that none before it took, as reading a
corpus does, from all over the file; the first one also makes what is made once, the automaton of names and regular
expressions, and isn't counted. The ratio of characters a second over the others is what counts.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg

import kg
from kg.lexicon import lexicon
from kg.pipeline import build_document
from kg.read import read_text

ROUNDS, SHARE = 9, 40


def rounds(path: Path | None) -> list[list[str]]:
    """The texts of each round: every SHARE-th of the file, or the sample article many times."""
    if path is None:
        return [[(Path(kg.__file__).parent / "sample.txt").read_text(encoding="utf-8")] * 20] * ROUNDS
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [json.loads(line)["text"] for line in lines]
    return [every[n::SHARE] for n in range(ROUNDS)]


def timed(action: Callable[[str], object], texts: list[str]) -> float:
    """Seconds that the action takes over all texts."""
    started = time.perf_counter()
    for text in texts:
        action(text)
    return time.perf_counter() - started


def main() -> None:
    """Print the characters a second of both, and their ratio, for each round and over all."""
    every = rounds(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    known = lexicon()
    ours = theirs = size = 0.0
    for n, texts in enumerate(every):
        length = sum(map(len, texts))
        mine = timed(lambda text: build_document(read_text(text), known), texts)
        tagger = timed(lambda text: list(jieba.posseg.cut(text)), texts)
        _show(f"round {n}" if n else "first round, not counted", length, mine, tagger)
        if n:
            ours, theirs, size = ours + mine, theirs + tagger, size + length
    _show("all", size, ours, theirs)


def _show(name: str, size: float, ours: float, theirs: float) -> None:
    speeds = f"kg {size / ours:,.0f}  jieba {size / theirs:,.0f} characters a second"
    print(f"{name}: {size:,.0f} characters  {speeds}  ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
