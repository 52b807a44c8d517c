"""The server of a graph's file or a store's folder."""

from __future__ import annotations

import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import KGI
from kg.rdf import form_of, rdf_format
from kg.serve.handler import Http
from kg.serve.workers import Workers

if TYPE_CHECKING:
    from types import TracebackType


class Server:
    """A server of a graph's file or a store's folder, on while the `with` block lasts; `url` is where it is."""

    def __init__(
        self,
        target: str | Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        workers: int = 2,
        timeout: float = 30.0,
        max_bytes: int = 50_000_000,
    ) -> None:
        """Take the address (`port` 0: any free one) and start the processes that answer.

        Raises FileNotFoundError where nothing is, ValueError for a file that is no RDF, OSError for a taken address.
        """
        import pyoxigraph as ox

        source = Path(target)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        location = source
        if not source.is_dir():
            raw, form = source.read_bytes(), rdf_format(form_of(source))
            self._folder = tempfile.TemporaryDirectory(prefix="policy-kg-")
            location = Path(self._folder.name)
            store = ox.Store(str(location))
            try:
                store.bulk_load(raw, format=form, base_iri=KGI)
            except SyntaxError as error:
                del store
                self._folder.cleanup()
                raise ValueError(f"{target}{f':{error.lineno}' if error.lineno else ''}: {error.msg}") from error
            store.flush()
            del store
        self.workers = Workers(location, workers, timeout, max_bytes)
        try:
            self._http = Http((host, port), self.workers, source)
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
) -> None:
    """Serve the file or store until interrupted, and say on standard error where (see `Server`)."""
    server = Server(target, host=host, port=port, workers=workers, timeout=timeout, max_bytes=max_bytes)
    print(f"serving {target} at {server.url}", file=sys.stderr, flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
