"""The processes that answer queries over a store."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count as count_from
from pathlib import Path
from typing import Any, BinaryIO, Final

import kg.version
from kg.serve.answers import Answer, answer, plain_answer


def work(location: str, requests: BinaryIO, answers: BinaryIO) -> None:
    """Say `READY`, and answer requests, one JSON object a line, until there are no more.

    An answer is a JSON line, then the bytes it counts.
    """
    import pyoxigraph as ox

    store = ox.Store.read_only(location)
    answers.write(READY)
    answers.flush()
    for line in requests:
        try:
            found = answer(store, json.loads(line))
        except Exception as error:
            found = Answer(500, "text/plain; charset=utf-8", f"{type(error).__name__}: {error}\n".encode())
        head = {"status": found.status, "type": found.type, "length": len(found.body)}
        answers.write(json.dumps(head).encode() + b"\n" + found.body)
        answers.flush()


SHORT: tuple[float, ...] = (0.25, 2.0)
"""Seconds that a query may take in the place that is kept for short ones, the first time and the second."""

READY: Final = b"ready\n"
"""What a process says before it is asked anything; to start takes as long as a short query may."""

START: Final = 60.0
"""Seconds that a process may take to start."""

BUSY: Final = 5
"""Seconds after which a client that found the server busy may ask again."""

_HERE: Final = str(Path(kg.version.__file__).parent.parent)
_CODE: Final = """
import sys
sys.path[:] = [place for place in sys.path if place]  # not where the command was started, where another kg may lie
if sys.argv[2] not in sys.path:
    sys.path.insert(0, sys.argv[2])
from kg.serve.workers import work
work(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
"""

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class _Place:
    """A query's place among those that wait: how often it was tried, and its number among all."""

    tried: int
    number: int

    def __lt__(self, other: _Place) -> bool:
        """True for what is tried first: what was tried less often, then what came last."""
        return (self.tried, -self.number) < (other.tried, -other.number)


@contextmanager
def _ended(process: Process, seconds: float, late: threading.Event) -> Iterator[None]:
    """End the process where the block takes longer than the seconds, and say so."""

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class Workers:
    """A few processes that answer queries over a store's folder; a query that takes too long ends with its process.

    One place more is kept for short queries: where all others are taken, a query is tried there, for the time that
    `SHORT` says, once more and longer when no query waits that was not tried yet, and then waits for one of the others.
    Of those that were tried as often the last one comes first, so that a short query waits for one trial, however many
    long ones were there before it. The other places go to who came first.
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
        self._starting: set[Process] = set()
        self._waiting: list[_Place] = []
        self._numbers = count_from(1)
        self._closed = False
        for _ in range(count):
            self._start(self._idle)
        self._start(self._short)

    def _start(self, place: list[Process]) -> None:
        with self._free:
            if self._closed:
                return
            command = [sys.executable, "-c", _CODE, self.location, _HERE]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._all.add(process)
            self._starting.add(process)
            self._put_back(process, place)

    def _put_back(self, process: Process, place: list[Process]) -> None:
        with self._free:
            place.append(process)
            self._free.notify_all()

    def _take(self, until: float, place: _Place) -> tuple[Process, list[Process]] | None:
        """A free process and the place that it goes back to, None where none is free until then."""
        with self._free:
            self._waiting.append(place)
            try:
                while True:
                    if self._idle and place.number == min(p.number for p in self._waiting):
                        return self._idle.pop(), self._idle
                    if self._short and place.tried < len(SHORT) and place == min(self._waiting):
                        return self._short.pop(), self._short
                    if not self._free.wait(until - time.monotonic()):
                        return None
            finally:
                self._waiting.remove(place)
                self._free.notify_all()

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer to a request (see `answer`); 503 where no process is free, or the query takes too long."""
        until = time.monotonic() + self.timeout
        place = _Place(0, next(self._numbers))
        while (taken := self._take(until, place)) is not None:
            process, of = taken
            seconds = SHORT[place.tried] if of is self._short else self.timeout
            found = self._answered(process, of, request, min(seconds, self.timeout))
            if found is not None:
                return found
            if seconds >= self.timeout:
                return plain_answer(503, f"the query took longer than {self.timeout:g} seconds")
            place = replace(place, tried=place.tried + 1)
        return replace(plain_answer(503, f"the server is busy, ask again in {BUSY} seconds"), retry=BUSY)

    def _answered(
        self, process: Process, place: list[Process], request: Mapping[str, Any], seconds: float
    ) -> Answer | None:
        """The process's answer, None where it took longer than the seconds, and the process with it."""
        late = threading.Event()
        found = None
        try:
            if process in self._starting:
                with _ended(process, START, late):
                    self._ready(process)
            with _ended(process, seconds, late):
                found = self._exchanged(process, request)
        except (OSError, ValueError, EOFError):
            found = None
        if found is None or late.is_set():
            self._replace(process, place)
        else:
            self._put_back(process, place)
        if found is None and not late.is_set():
            return plain_answer(500, "the process that answered this query ended")
        return found

    def _ready(self, process: Process) -> None:
        """Wait until the process is started. Raises OSError, ValueError or EOFError where it ends before it is."""
        assert process.stdout is not None
        if process.stdout.readline() != READY:
            raise EOFError
        self._starting.discard(process)

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
            self._starting.discard(process)
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
