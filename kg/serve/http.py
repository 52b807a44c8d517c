"""The listening socket: a thread for each connection, and limits on how many there are and how long they take."""

from __future__ import annotations

import io
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from kg.serve.access import Access
from kg.serve.kept import Kept
from kg.serve.served import Served

MOST_CONNECTIONS: Final = 512
"""Connections that are open at a time: a further one is told to come again."""

IDLE: Final = 60.0
"""Seconds that a connection may be silent."""

WHOLE: Final = 30.0
"""Seconds that the head and body of a request may take from their first byte on."""

SLOWEST: Final = 20_000
"""Bytes a second at which a client must take an answer; every answer has `IDLE` seconds at least."""

TOGETHER: Final = 65_536
"""Bytes of a body that goes out with its head."""

KEPT: Final = 16_000_000
"""Bytes of the answers that are kept for those who ask the same."""

_FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: 21\r\n\r\ntoo many connections\n"
)


class Timed(io.RawIOBase):
    """A connection's bytes: a request that trickles in ends with TimeoutError when its time is over."""

    def __init__(self, connection: socket.socket) -> None:
        """Read from the connection; `begin` starts the time of a request."""
        self.connection = connection
        self.end: float | None = None

    def begin(self) -> None:
        """Wait for a request: its time runs from its first byte on."""
        self.end = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The number of bytes that were read; TimeoutError when the request's time is over."""
        now = time.monotonic()
        left = IDLE if self.end is None else self.end - now
        if left <= 0:
            raise TimeoutError("the request took too long")
        self.connection.settimeout(min(left, IDLE))
        count = self.connection.recv_into(buffer)
        if self.end is None:
            self.end = time.monotonic() + WHOLE
        return count


class Connection(BaseHTTPRequestHandler):
    """One connection, with a time for each request and for taking each answer."""

    def setup(self) -> None:
        """Read through a `Timed`."""
        super().setup()
        self.timed = Timed(self.connection)
        self.rfile = io.BufferedReader(self.timed)

    def handle_one_request(self) -> None:
        """Answer a request, or end the connection."""
        self.timed.begin()
        super().handle_one_request()

    def give(self, body: bytes) -> None:
        """Send the body; a client that takes it too slowly is left."""
        self.connection.settimeout(IDLE + len(body) / SLOWEST)
        if len(body) < TOGETHER:
            self.wfile.write(body)
            self.wfile.flush()
        else:
            self.wfile.flush()
            self.connection.sendall(body)


class Http(ThreadingHTTPServer):
    """The listening socket, and what its connections share."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[Connection],
        served: Served,
        access: Access,
    ) -> None:
        """Listen at the address; answers come from what is `served`."""
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, handler)
        self.served, self.access, self.kept = served, access, Kept(KEPT)
        self._room = threading.BoundedSemaphore(MOST_CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer the connection in a thread of its own, or say that there are too many."""
        if not self._room.acquire(blocking=False):
            request.settimeout(1)
            try:
                request.sendall(_FULL)
            except OSError:
                pass  # it went before it was told
            finally:
                self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer the connection's requests until it ends."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke: the server has no log."""
