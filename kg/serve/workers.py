"""The processes that answer queries over a store."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

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


class Workers:
    """A few processes that answer queries over a store's folder; a query that takes too long ends with its process."""

    def __init__(self, location: str | Path, count: int, timeout: float, max_bytes: int) -> None:
        """Start `count` processes on the store. A request waits `timeout` seconds for a free one, and as long again."""
        self.location, self.timeout, self.max_bytes = str(location), timeout, max_bytes
        self._idle: queue.LifoQueue[subprocess.Popen[bytes]] = queue.LifoQueue()
        self._all: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(count):
            self._start()

    def _start(self) -> None:
        with self._lock:
            if self._closed:
                return
            command = [sys.executable, "-c", "import sys; from kg.serve.workers import work; "
                       "work(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)", self.location]  # fmt: skip
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._all.add(process)
        self._idle.put(process)

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer to a request (see `answer`); 503 where no process is free, or the query takes too long."""
        try:
            process = self._idle.get(timeout=self.timeout)
        except queue.Empty:
            return plain_answer(503, "the server is busy, ask again later")
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.timeout, end)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({**request, "limit": self.max_bytes}).encode() + b"\n")
            process.stdin.flush()
            head = json.loads(process.stdout.readline())
            body = process.stdout.read(head["length"])
            if len(body) != head["length"]:
                raise EOFError
        except (OSError, ValueError, EOFError):
            self._replace(process)
            if late.is_set():
                return plain_answer(503, f"the query took longer than {self.timeout:g} seconds")
            return plain_answer(500, "the process that answered this query ended")
        finally:
            timer.cancel()
        if late.is_set():
            self._replace(process)
        else:
            self._idle.put(process)
        return Answer(head["status"], head["type"], body)

    def _replace(self, process: subprocess.Popen[bytes]) -> None:
        self._end(process)
        with self._lock:
            self._all.discard(process)
        self._start()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def processes(self) -> tuple[int, ...]:
        """The processes' numbers."""
        with self._lock:
            return tuple(sorted(p.pid for p in self._all))

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._closed = True
            every, self._all = self._all, set()
        for process in every:
            self._end(process)
