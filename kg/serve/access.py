"""Who may ask: the names that the server answers to, and the pages of other origins that may read what it says.

A site in the browser of someone who serves a graph on the same machine can make a name of its own stand for that
machine and ask it. So a request is answered only where its Host header has a name that the server was given, a name of
the machine itself, or an address in numbers, which no site can have for a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

_LOCAL: Final = frozenset({"localhost"})


@dataclass(frozen=True, slots=True)
class Access:
    """The names that a server answers to, and the origins whose pages may read it (`*`: all)."""

    names: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def admits(self, host: str | None) -> bool:
        """True for the Host header of a request that is answered; without one nobody's browser asks.

        >>> Access().admits("localhost:7878"), Access().admits("127.0.0.1"), Access().admits("evil.example:7878")
        (True, True, False)
        >>> Access(frozenset({"graphs.example"})).admits("graphs.example")
        True
        """
        if host is None:
            return True
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".").lower()
        except ValueError:
            return False
        return name in _LOCAL or name.endswith(".localhost") or name in self.names or _is_address(name)

    def shared_with(self, origin: str | None) -> str:
        """What Access-Control-Allow-Origin says to a page of the origin; empty where it may not read.

        >>> Access(origins=frozenset({"https://a.example"})).shared_with("https://a.example")
        'https://a.example'
        """
        if "*" in self.origins:
            return "*"
        return origin if origin and origin in self.origins else ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
