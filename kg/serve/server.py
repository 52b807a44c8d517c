"""The server of a graph's file, of triples on disk, or of what else can be served."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kg.serve.access import Access
from kg.serve.handler import Handler
from kg.serve.http import Http
from kg.serve.served import OfTriples, Served
from kg.serve.workers import Workers

if TYPE_CHECKING:
    from types import TracebackType

MOST_BYTES = 50_000_000
"""Bytes of the largest answer to a query."""


class Server:
    """A server of a graph's file, a folder of triples or a `Served`, on while the `with` block lasts; `url` is where.

    Of a file it serves what that held when it was started: queries and pages agree whatever becomes of the file.
    """

    def __init__(
        self,
        target: str | Path | Served,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        workers: int = 2,
        timeout: float = 30.0,
        max_bytes: int = MOST_BYTES,
        allow: Iterable[str] = (),
        origins: Iterable[str] = (),
    ) -> None:
        """Take the address (`port` 0: any free one) and start the processes that answer.

        The server answers to `host`, `localhost`, addresses in numbers and the names of `allow`; pages of `origins`
        (`*`: all) may read what it says.

        Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF, OSError for a taken address.
        """
        self.served = target if isinstance(target, Served) else OfTriples(Path(target), workers, timeout, max_bytes)
        access = Access(frozenset(name.lower() for name in (host, *allow)), frozenset(origins))
        try:
            self._http = Http((host, port), Handler, self.served, access)
        except OSError:
            self.close()
            raise
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._http.server_address[1]}/"

    @property
    def workers(self) -> Workers:
        """The processes that answer, where triples are served."""
        assert isinstance(self.served, OfTriples)
        return self.served.workers

    def run(self) -> None:
        """Answer until interrupted."""
        self._http.serve_forever()

    def close(self) -> None:
        """End the processes and give the address back."""
        if http := getattr(self, "_http", None):
            http.server_close()
        self.served.close()

    def __enter__(self) -> Server:
        self._thread = threading.Thread(target=self.run, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self.close()


def serve(
    target: str | Path | Served,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    workers: int = 2,
    timeout: float = 30.0,
    max_bytes: int = MOST_BYTES,
    allow: Iterable[str] = (),
    origins: Iterable[str] = (),
    name: str = "",
) -> None:
    """Serve until interrupted or ended, and say on standard error where (see `Server`); `name` is what is served."""
    signal.signal(signal.SIGTERM, _interrupted)
    server = Server(
        target,
        host=host,
        port=port,
        workers=workers,
        timeout=timeout,
        max_bytes=max_bytes,
        allow=allow,
        origins=origins,
    )
    with contextlib.suppress(KeyboardInterrupt):
        try:
            print(f"serving {name or target} at {server.url}", file=sys.stderr, flush=True)
            server.run()
        finally:
            server.close()


def _interrupted(number: int, frame: object) -> NoReturn:
    """End as an interrupt does, so that what was laid out is taken away."""
    raise KeyboardInterrupt
