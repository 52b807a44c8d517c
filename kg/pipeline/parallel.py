"""Many documents to many graphs: in one process, or in several where there are enough to gain by it."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path

from kg.graph import Graph
from kg.pipeline.document import batches, build_batch
from kg.read import Document
from kg.words.lexicon import Lexicon
from kg.words.loading import lexicon

ENOUGH = 50
"""Fewer documents than this are read in one process: starting others takes longer than it saves."""

_SHARE = 25_000  # characters that a process takes at a time, so that all of them end together
_known: Lexicon | None = None


def build_all(
    documents: Iterable[Document], *, ontology: Sequence[str | Path] = (), jobs: int = 0
) -> Iterator[tuple[Document, Graph]]:
    """Each document with its graph, in the order given; the result does not depend on `jobs`.

    `jobs` is the number of processes, 0 for one to each core. Documents are taken as they are needed, so that the
    source may be larger than memory.

    Raises:
        LexiconError: a vocabulary of `ontology` cannot be read.
    """
    known = lexicon(tuple(ontology))
    source = iter(documents)
    first = list(islice(source, ENOUGH))
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(first) < ENOUGH:
        for batch in batches(chain(first, source)):
            yield from zip(batch, build_batch(batch, known), strict=True)
        return
    pool = ProcessPoolExecutor(workers, initializer=_start, initargs=(tuple(map(str, ontology)),))
    waiting: deque[tuple[list[Document], Future[list[Graph]]]] = deque()
    rest = batches(chain(first, source), _SHARE)
    try:
        while True:
            while len(waiting) < 4 * workers and (batch := next(rest, [])):
                waiting.append((batch, pool.submit(_build, batch)))
            if not waiting:
                break
            batch, done = waiting.popleft()
            yield from zip(batch, done.result(), strict=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(ontology: tuple[str, ...]) -> None:
    """Load the vocabularies of a new process; an interrupt is the parent's to handle."""
    global _known
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _known = lexicon(ontology)


def _build(documents: list[Document]) -> list[Graph]:
    assert _known is not None, "the process was not started by build_all"
    return build_batch(documents, _known)
