"""How fast `kg.build` reads, in the same run as jieba's part-of-speech tagger: `python tests/bench_read.py [FILE]`.

FILE is a `.jsonl.gz` of articles (`text`, `title`, `date`); without it, the sample article is read again and again.
Both run on one core, in turn, over the same texts: `kg.build` from a file of JSON lines to the merged graph. Every
round takes texts that none before it took, as reading a corpus does, from all over the file; the first one also makes
what is made once, the automaton of names and regular expressions, and isn't counted. The ratio of characters a second
over the others is what counts.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias, TypeVar

import jieba
import jieba.posseg

import kg

ROUNDS, SHARE = 9, 40
Row: TypeAlias = dict[str, str]
Given = TypeVar("Given")


def rounds(path: Path | None) -> list[list[Row]]:
    """The articles of each round: every SHARE-th of the file, or the sample article many times."""
    if path is None:
        return [[{"text": (Path(kg.__file__).parent / "sample.txt").read_text(encoding="utf-8")}] * 20] * ROUNDS
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    return [every[n::SHARE] for n in range(ROUNDS)]


def timed(action: Callable[[Given], object], given: Given) -> float:
    """Seconds of the processor that the action takes."""
    started = time.process_time()
    action(given)
    return time.process_time() - started


def _tag(texts: list[str]) -> None:
    for text in texts:
        list(jieba.posseg.cut(text))


def main() -> None:
    """Print the characters a second of both, and their ratio, for each round and over all."""
    every = rounds(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    ours = theirs = size = 0.0
    with TemporaryDirectory() as folder:
        for n, rows in enumerate(every):
            file = Path(folder, f"{n}.jsonl")
            file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            texts = [row["text"] for row in rows]
            length = sum(map(len, texts))
            mine = timed(kg.build, file)
            tagger = timed(_tag, texts)
            _show(f"round {n}" if n else "first round, not counted", length, mine, tagger)
            if n:
                ours, theirs, size = ours + mine, theirs + tagger, size + length
    _show("all", size, ours, theirs)


def _show(name: str, size: float, ours: float, theirs: float) -> None:
    speeds = f"kg {size / ours:,.0f}  jieba {size / theirs:,.0f} characters a second"
    print(f"{name}: {size:,.0f} characters  {speeds}  ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
