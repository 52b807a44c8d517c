"""Addresses to what they answer: whole, in bounded time, and from public machines unless others are asked for.

An address in a list that someone else wrote can name what only this machine can reach: a router, a database, the
metadata of a cloud. So every machine that is connected to, the first and each that it is redirected to, must have a
public address; what is checked is what is then connected to.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from kg.read.formats import InputError, content

SILENT: Final = 30.0
"""Seconds that a server may be silent."""

WHOLE: Final = 120.0
"""Seconds that all of an answer may take."""

_GRACE = 1.0  # seconds for what has come to be taken
_AGENT = "Mozilla/5.0 (compatible; policy-kg)"
_CHUNK = 65_536
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
_SAFE = "/%:@!$&'()*+,;=~-._"


class Fetched(NamedTuple):
    """What an address answered: the bytes, their media type, and the address after redirections."""

    data: bytes
    media_type: str
    url: str


def is_address(source: str) -> bool:
    """True for what is a web address, and no file.

    >>> is_address("https://例子.中国/文章"), is_address("文章.txt")
    (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


def ascii_address(address: str) -> str:
    """The address as the protocol has it: the host in its ASCII form, other characters of path and query in UTF-8.

    >>> ascii_address("https://例子.中国/文章?页=1")
    'https://xn--fsqu00a.xn--fiqs8s/%E6%96%87%E7%AB%A0?%E9%A1%B5=1'

    Raises:
        ValueError: the address has no host, or one that cannot be.
    """
    parts = urlsplit(address.strip())
    if not parts.hostname:
        raise ValueError("no host is named")
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, host + port, quote(parts.path, _SAFE), quote(parts.query, _SAFE + "?"), ""))


def fetch(address: str, *, private: bool = False) -> Fetched:
    """What a web address answers; `private` lets machines answer that have no public address.

    Raises:
        InputError: nothing answers, or with an error, too slowly, with less than it said it would, or from an address
            that is not public; or a redirection leads to what is neither http nor https.
    """
    answers: Queue[Fetched | Exception] = Queue()
    Thread(target=_ask, args=(address, private, answers.put), daemon=True).start()
    try:
        found = answers.get(timeout=max(WHOLE, 0) + _GRACE)
    except Empty:  # a server may go on for ever before the first byte of what it answers, a header at a time
        found = _late()
    if isinstance(found, Fetched):
        return found
    reason = " ".join(str(getattr(found, "reason", None) or found).split())  # some of urllib's have several lines
    raise InputError(f"{address}: cannot be fetched ({reason})") from found


def _ask(address: str, private: bool, give: Callable[[Fetched | Exception], None]) -> None:
    """Give what an address answers, or why it does not."""
    end = time.monotonic() + WHOLE
    try:
        request = Request(ascii_address(address), headers={"User-Agent": _AGENT})
        with _opener(private).open(request, timeout=SILENT) as answer:
            data = _body(answer, end)
            give(Fetched(data, answer.headers.get_content_type(), answer.geturl()))
    except (OSError, HTTPException, ValueError) as error:
        give(error)
    except Exception as error:  # whatever else a server makes urllib raise
        give(OSError(type(error).__name__))


def _late() -> TimeoutError:
    return TimeoutError(f"it took longer than {WHOLE:g} seconds")


def _body(answer: Any, end: float) -> bytes:
    """The bytes of an answer, one more than a document may have at most.

    Raises OSError when they take too long, and when there are fewer than were announced.
    """
    parts: list[bytes] = []
    left = content.MAX_BYTES + 1
    while left > 0 and (part := answer.read1(min(_CHUNK, left))):
        parts.append(part)
        left -= len(part)
        if time.monotonic() > end:
            raise _late()
    data = b"".join(parts)
    announced = answer.headers.get("Content-Length", "")
    if announced.isdecimal() and len(data) < min(int(announced), content.MAX_BYTES + 1):
        raise OSError(f"it ended after {len(data)} of {announced} bytes")
    return data


# --- where it comes from --------------------------------------------------------------------------------------------


def is_public(address: str) -> bool:
    """True for an IP address that any machine can reach.

    >>> is_public("8.8.8.8"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or _translated(found) or found
    return found.is_global and not found.is_multicast


def _translated(address: IPv6Address) -> IPv4Address | None:
    """The address that a translator (RFC 6052) reaches by it, or a host of old (RFC 4291) meant by it."""
    within = any(address in network for network in _TRANSLATED)
    return IPv4Address(address.packed[-4:]) if within and int(address) > 1 else None


def _connected(host: str, port: int, timeout: Any) -> socket.socket:
    """A connection to the host, at a public address. Raises OSError where it has none, or none answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(is_public(str(where[0])) for *_, where in found):
        raise OSError(f"{host} is at a private address; --private-addresses reads it all the same")
    failed: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, where in found:
        connection = socket.socket(family, kind, protocol)
        try:
            if isinstance(timeout, int | float):
                connection.settimeout(timeout)
            connection.connect(where)
            return connection
        except OSError as error:
            connection.close()
            failed = error
    raise failed


class _Public(HTTPConnection):
    """A connection to a public address."""

    def connect(self) -> None:
        """Connect, where the address is public."""
        self.sock = _connected(self.host, self.port, self.timeout)


class _PublicSecure(HTTPSConnection):
    """A connection to a public address, encrypted."""

    _context: Any

    def connect(self) -> None:
        """Connect, where the address is public, and check the host's certificate."""
        plain = _connected(self.host, self.port, self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


class _PublicHandler(HTTPHandler):
    def http_open(self, req: Request) -> Any:
        return self.do_open(_Public, req)


class _PublicSecureHandler(HTTPSHandler):
    def https_open(self, req: Request) -> Any:
        return self.do_open(_PublicSecure, req)


class _Redirects(HTTPRedirectHandler):
    """Redirections to the web alone, their addresses in whatever script."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The request that follows. Raises URLError for what is neither http nor https."""
        if not is_address(newurl):
            raise URLError(f"it leads to {newurl}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, ascii_address(newurl))


def _opener(private: bool) -> OpenerDirector:
    """What opens addresses. Where a proxy is set, it is asked, and what it reaches is its to say."""
    proxied = bool(ProxyHandler().proxies)  # type: ignore[attr-defined]
    if private or proxied:
        return build_opener(_Redirects)
    return build_opener(_Redirects, _PublicHandler, _PublicSecureHandler)
