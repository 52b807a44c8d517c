"""The server of a graph's file or a store's folder."""

from __future__ import annotations

import contextlib
import signal
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kg.model import KGI
from kg.rdf import file_bytes, rdf_format, unreadable
from kg.serve.access import Access
from kg.serve.handler import Handler
from kg.serve.http import Http
from kg.serve.workers import Workers
from kg.vocabulary import facts

if TYPE_CHECKING:
    from types import TracebackType


def _stored(source: Path, folder: Path) -> Path:
    """The folder, with a store of what the file holds. Raises ValueError for a file that is no RDF."""
    import pyoxigraph as ox

    raw, form = file_bytes(source)
    store = ox.Store(str(folder))
    try:
        store.bulk_load(raw, format=rdf_format(form), base_iri=KGI)
    except SyntaxError as error:
        raise unreadable(str(source), error) from error
    facts.add(store)
    store.flush()
    return folder


class Server:
    """A server of a graph's file or a store's folder, on while the `with` block lasts; `url` is where it is.

    What it serves is what the file held when it was started: queries and pages agree whatever becomes of the file.
    """

    def __init__(
        self,
        target: str | Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        workers: int = 2,
        timeout: float = 30.0,
        max_bytes: int = 50_000_000,
        allow: Iterable[str] = (),
        origins: Iterable[str] = (),
    ) -> None:
        """Take the address (`port` 0: any free one) and start the processes that answer.

        The server answers to `host`, `localhost`, addresses in numbers and the names of `allow`; pages of `origins`
        (`*`: all) may read what it says.

        Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF, OSError for a taken address.
        """
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        location = Path(target)
        if not location.is_dir():
            self._folder = tempfile.TemporaryDirectory(prefix="policy-kg-")
            try:
                location = _stored(location, Path(self._folder.name))
            except BaseException:
                self._folder.cleanup()
                raise
        access = Access(frozenset(name.lower() for name in (host, *allow)), frozenset(origins))
        self.workers = Workers(location, workers, timeout, max_bytes)
        try:
            self._http = Http((host, port), Handler, self.workers, location, access)
        except OSError:
            self.close()
            raise
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._http.server_address[1]}/"

    def run(self) -> None:
        """Answer until interrupted."""
        self._http.serve_forever()

    def close(self) -> None:
        """End the processes and give the address back."""
        if http := getattr(self, "_http", None):
            http.server_close()
        self.workers.close()
        if self._folder is not None:
            self._folder.cleanup()

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
    target: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    workers: int = 2,
    timeout: float = 30.0,
    max_bytes: int = 50_000_000,
    allow: Iterable[str] = (),
    origins: Iterable[str] = (),
) -> None:
    """Serve the file or store until interrupted or ended, and say on standard error where (see `Server`)."""
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
    print(f"serving {target} at {server.url}", file=sys.stderr, flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        try:
            server.run()
        finally:
            server.close()


def _interrupted(number: int, frame: object) -> NoReturn:
    """End as an interrupt does, so that what was laid out is taken away."""
    raise KeyboardInterrupt
