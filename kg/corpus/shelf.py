"""A store opened a few times, for several who ask at once; each has one of them alone while it asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from kg.corpus.manifest import load
from kg.corpus.opened import Corpus
from kg.serve.answers import plain_answer
from kg.serve.source import Unanswered

BUSY = 5
"""Seconds after which one who found all taken may ask again."""


class Shelf:
    """A store that several ask at once. A build of the store meanwhile is seen by who asks after it."""

    def __init__(self, store: Path, count: int, timeout: float) -> None:
        """So many may ask at once; each may wait so many seconds, and ask for as long.

        Raises:
            StoreError: the folder is no store.
        """
        self.store, self.timeout = store, timeout
        self._free: list[Corpus | None] = [None] * (count - 1) + [Corpus(store)]
        self._wait = threading.Condition()

    @property
    def state(self) -> str:
        """What tells the store as it is now from what it was."""
        return load(self.store).state

    @contextmanager
    def corpus(self) -> Iterator[Corpus]:
        """The store for one who asks; what takes too long is broken off.

        Raises:
            Unanswered: all were taken for too long, or what was asked took too long or more memory than there is.
        """
        held = self._taken()
        late = threading.Event()
        known: Corpus | None = None
        timer = threading.Timer(self.timeout, lambda: self._ended(late, known))
        timer.daemon = True
        try:
            known = held if held is not None and held.manifest.state == self.state else Corpus(self.store)
            timer.start()
            yield known
        except duckdb.Error as error:
            what = f"took longer than {self.timeout:g} seconds" if late.is_set() else f"failed: {error}"
            known = None
            raise Unanswered(plain_answer(503, f"the query {what}")) from error
        finally:
            timer.cancel()
            if known is not None:
                known.forget()
            with self._wait:
                self._free.append(known)
                self._wait.notify()

    def _taken(self) -> Corpus | None:
        until = time.monotonic() + self.timeout
        with self._wait:
            while not self._free:
                if not self._wait.wait(until - time.monotonic()):
                    busy = plain_answer(503, f"the server is busy, ask again in {BUSY} seconds")
                    raise Unanswered(replace(busy, retry=BUSY))
            return self._free.pop()

    @staticmethod
    def _ended(late: threading.Event, known: Corpus | None) -> None:
        late.set()
        if known is not None:
            known.connection.interrupt()
