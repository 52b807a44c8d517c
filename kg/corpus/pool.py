"""The processes that read parts of the input, each into its own part of a store."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.corpus.inputs import Unit
from kg.corpus.manifest import StoreError, folder
from kg.corpus.part import read_units, write_part
from kg.garbage import seldom_collected

if TYPE_CHECKING:
    from kg.words.lexicon import Lexicon

Awaited: TypeAlias = tuple[str, list[Unit], float, Future[Future[None]] | None]
"""A part that is waited for: its name, what is read for it, the bytes of input gone through, and who reads it."""

_SAFE = "PYTHONSAFEPATH"
_known: Lexicon | None = None


class Pool:
    """The processes that read: started when there is something to read, started again when one was lost."""

    def __init__(self, workers: int, store: Path, ontology: tuple[str, ...], columns: Mapping[str, str]) -> None:
        """As many processes that read with these vocabularies into parts of a store; none is started yet."""
        self.workers, self.store, self.ontology, self.columns = workers, store, ontology, columns
        self._pool: ProcessPoolExecutor | None = None
        self._beside: ThreadPoolExecutor | None = None

    def begin(self) -> None:
        """Start the processes, which load the vocabularies while the input is still gone through."""
        if self._beside is None:
            self._beside = ThreadPoolExecutor(1)  # to start the first one takes as long as to load the vocabularies
            self._beside.submit(lambda: self._running().submit(int))  # what goes wrong is said where a part is read

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=_context(self.ontology), initializer=_start, initargs=(self.ontology,)
            )
        return self._pool

    def submit(self, id: str, chunk: list[Unit]) -> Future[Future[None]]:
        """Have a part read and written, once the processes are started, for which nobody waits here."""
        self.begin()
        assert self._beside is not None
        return self._beside.submit(lambda: self._running().submit(_work, self.store, id, chunk, self.columns))

    def again(self, waiting: deque[Awaited]) -> None:
        """Start new processes for what was waited for when one was lost."""
        self.close()
        for i, (id, chunk, done, future) in enumerate(waiting):
            if future is not None and not folder(self.store, id).is_dir():
                waiting[i] = id, chunk, done, self.submit(id, chunk)

    def alone(self, id: str, chunk: list[Unit]) -> None:
        """Read a part once more after its process was lost.

        Raises:
            StoreError: the process that reads it is lost again.
        """
        if folder(self.store, id).is_dir():
            return
        try:
            self.submit(id, chunk).result().result()
        except BrokenProcessPool as error:
            self.close()
            raise StoreError(
                f"{chunk[0].where} to {chunk[-1].where}: the process that reads this was ended twice (by the system, "
                "for want of memory?); what was read before is kept for the next build"
            ) from error

    def close(self) -> None:
        """End the processes."""
        if self._beside is not None:
            self._beside.shutdown(cancel_futures=True)
            self._beside = None
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _context(ontology: tuple[str, ...]) -> BaseContext:
    """How processes are started: never as copies of this one, whose threads (Arrow's, DuckDB's) a copy would lack."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "kg.pipeline.document", *([] if ontology else ["kg.corpus.loaded"])])
    had = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"  # else it looks for kg in the folder that it is started in first
    try:
        ensure_running()
    finally:
        if had is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = had
    return context


def _start(ontology: tuple[str, ...]) -> None:
    """Load the vocabularies of a new process, which ends with its parent; an interrupt is the parent's to handle."""
    global _known
    from kg.words.loading import lexicon  # the process that has them read needs nothing of it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            connection.wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
    _known = lexicon(ontology)


def _work(store: Path, id: str, chunk: list[Unit], columns: Mapping[str, str]) -> None:
    assert _known is not None, "the process was not started by the pool"
    with seldom_collected():
        write_part(store, id, read_units(chunk, _known, columns))
