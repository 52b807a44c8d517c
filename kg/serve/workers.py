"""The processes that answer queries over a store."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.serve.answers import Answer, answer, plain_answer


def work(location: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests, one JSON object a line, until there are no more: a JSON line, then the bytes it counts."""
    import pyoxigraph as ox

    store = ox.Store.read_only(location)
    for line in requests:
        try:
            found = answer(store, json.loads(line))
        except Exception as error:
            found = Answer(500, "text/plain; charset=utf-8", f"{type(error).__name__}: {error}\n".encode())
        head = {"status": found.status, "type": found.type, "length": len(found.body)}
        answers.write(json.dumps(head).encode() + b"\n" + found.body)
        answers.flush()


SHORT: Final = 2.0
"""Seconds that a query may take in the place that is kept for short ones."""

BUSY: Final = 5
"""Seconds after which a client that found the server busy may ask again."""

Process = subprocess.Popen[bytes]


class Workers:
    """A few processes that answer queries over a store's folder; a query that takes too long ends with its process.

    One place more is kept for short queries: where all others are taken, a query is tried there and, when it takes
    longer than `SHORT` seconds, waits for one of the others after all. So long queries hold up none that are short.
    """

    def __init__(self, location: str | Path, count: int, timeout: float, max_bytes: int) -> None:
        """Start `count` processes on the store, and one for short queries.

        A request waits `timeout` seconds for a free process, and has as long again for its query.
        """
        self.location, self.timeout, self.max_bytes = str(location), timeout, max_bytes
        self._idle: list[Process] = []
        self._short: list[Process] = []
        self._free = threading.Condition()
        self._all: set[Process] = set()
        self._closed = False
        for _ in range(count):
            self._start(self._idle)
        self._start(self._short)

    def _start(self, place: list[Process]) -> None:
        with self._free:
            if self._closed:
                return
            command = [sys.executable, "-c", "import sys; from kg.serve.workers import work; "
                       "work(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)", self.location]  # fmt: skip
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._all.add(process)
            place.append(process)
            self._free.notify()

    def _take(self, until: float, short: bool) -> tuple[Process, list[Process]] | None:
        """A free process and the place that it goes back to, None where none is free until then."""
        with self._free:
            while True:
                for place in (self._idle, self._short) if short else (self._idle,):
                    if place:
                        return place.pop(), place
                if not self._free.wait(until - time.monotonic()):
                    return None

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer to a request (see `answer`); 503 where no process is free, or the query takes too long."""
        until = time.monotonic() + self.timeout
        short = True
        while (taken := self._take(until, short)) is not None:
            process, place = taken
            kept = place is self._short and self.timeout > SHORT
            found = self._answered(process, place, request, SHORT if kept else self.timeout)
            if found is not None:
                return found
            if not kept:
                return plain_answer(503, f"the query took longer than {self.timeout:g} seconds")
            short = False
        return replace(plain_answer(503, f"the server is busy, ask again in {BUSY} seconds"), retry=BUSY)

    def _answered(
        self, process: Process, place: list[Process], request: Mapping[str, Any], seconds: float
    ) -> Answer | None:
        """The process's answer, None where it took longer than the seconds, and the process with it."""
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            found = self._exchanged(process, request)
        except (OSError, ValueError, EOFError):
            found = None
        finally:
            timer.cancel()
        if found is None or late.is_set():
            self._replace(process, place)
        else:
            with self._free:
                place.append(process)
                self._free.notify()
        if found is None and not late.is_set():
            return plain_answer(500, "the process that answered this query ended")
        return found

    def _exchanged(self, process: Process, request: Mapping[str, Any]) -> Answer:
        """What the process answers. Raises OSError, ValueError or EOFError where it ends before it has."""
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({**request, "limit": self.max_bytes}).encode() + b"\n")
        process.stdin.flush()
        head = json.loads(process.stdout.readline())
        body = process.stdout.read(head["length"])
        if len(body) != head["length"]:
            raise EOFError
        return Answer(head["status"], head["type"], body)

    def _replace(self, process: Process, place: list[Process]) -> None:
        self._end(process)
        with self._free:
            self._all.discard(process)
        self._start(place)

    @staticmethod
    def _end(process: Process) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def processes(self) -> tuple[int, ...]:
        """The processes' numbers."""
        with self._free:
            return tuple(sorted(p.pid for p in self._all))

    def close(self) -> None:
        """End the processes."""
        with self._free:
            self._closed = True
            every, self._all = self._all, set()
            self._free.notify_all()
        for process in every:
            self._end(process)
