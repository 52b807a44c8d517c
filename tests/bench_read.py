"""How fast articles are read, in the same run as jieba's part-of-speech tagger: `python tests/bench_read.py [FILE]`.

FILE is a `.jsonl.gz` of articles (`text`, `title`, `date`); without it, the sample article is read again and again.
Both run on one core, in turn, over the same texts; the ratio of characters a second is what counts.
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

ROUNDS, SHARE = 3, 40


def articles(path: Path | None) -> list[str]:
    """Texts to read: every SHARE-th of the file, or the sample article many times."""
    if path is None:
        return [(Path(kg.__file__).parent / "sample.txt").read_text(encoding="utf-8")] * 20
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for n, line in enumerate(lines) if n % SHARE == 0]


def timed(action: Callable[[str], object], texts: list[str]) -> float:
    """Seconds that the action takes over all texts."""
    started = time.perf_counter()
    for text in texts:
        action(text)
    return time.perf_counter() - started


def main() -> None:
    """Print the characters a second of both, and their ratio, for each round."""
    texts = articles(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    size = sum(map(len, texts))
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    known = lexicon()
    build_document(read_text(texts[0]), known)
    list(jieba.posseg.cut(texts[0]))
    print(f"{len(texts)} texts, {size:,} characters")
    for _ in range(ROUNDS):
        ours = timed(lambda text: build_document(read_text(text), known), texts)
        theirs = timed(lambda text: list(jieba.posseg.cut(text)), texts)
        print(f"kg {size / ours:,.0f}  jieba {size / theirs:,.0f} characters a second  ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
