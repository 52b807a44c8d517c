"""Addresses are fetched whole, in bounded time, and from public machines unless others are asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from kg.read import InputError, read
from kg.read.web import ascii_address, fetch, is_public

PAGE = "云川省财政厅推进城市更新。\n".encode()


class Site(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    asked: ClassVar[list[str]] = []
    over: ClassVar[threading.Event] = threading.Event()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The page, less of it than is announced, or a redirection."""
        self.asked.append(self.path)
        if self.path == "/endless":  # the head of an answer that never ends
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-More: ")
            self.wfile.flush()
            self.over.wait()
            return
        if self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE) + 100 * (self.path == "/short")))
        self.end_headers()
        self.wfile.write(PAGE)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_address[1]}"
        Site.over.set()
        server.shutdown()


def test_fetch_gives_the_bytes_their_type_and_the_last_address(site: str) -> None:
    found = fetch(f"{site}/to/{site}/文章?页=1", private=True)
    assert (found.data, found.media_type) == (PAGE, "text/plain")
    assert found.url == f"{site}/%E6%96%87%E7%AB%A0?%E9%A1%B5=1"
    assert Site.asked[-1] == "/%E6%96%87%E7%AB%A0?%E9%A1%B5=1"


def test_read_takes_an_address_of_this_machine_when_it_is_asked_to(site: str) -> None:
    (document,) = read(f"{site}/a.txt", private=True)
    assert document.article.text == PAGE.decode()
    with pytest.raises(InputError, match=r"localhost is at a private address; --private-addresses"):
        list(read(f"{site}/a.txt"))


def test_a_body_that_is_cut_short_is_no_article(site: str) -> None:
    with pytest.raises(InputError, match=rf"it ended after {len(PAGE)} of {len(PAGE) + 100} bytes"):
        fetch(f"{site}/short", private=True)


def test_an_answer_that_takes_too_long_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.web.WHOLE", -1.0)
    with pytest.raises(InputError, match="it took longer than"):
        fetch(f"{site}/", private=True)


def test_an_answer_whose_head_never_ends_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.web.WHOLE", 0.0)
    monkeypatch.setattr("kg.read.web._GRACE", 0.2)
    with pytest.raises(InputError, match="it took longer than"):
        fetch(f"{site}/endless", private=True)


@pytest.mark.parametrize("target", ["ftp://example.org/a", "file:///etc/hostname", "gopher://example.org/"])
def test_redirections_lead_to_the_web_alone(site: str, target: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch(f"{site}/to/{target}", private=True)


def test_redirections_in_a_ring_are_refused_in_one_line(site: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched") as refused:
        fetch(f"{site}/round", private=True)
    assert "\n" not in str(refused.value)


def test_where_a_redirection_leads_is_looked_at_too(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = [True, False]
    monkeypatch.setattr("kg.read.web.is_public", lambda address: public.pop(0))
    monkeypatch.setattr("kg.read.web.socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", ("127.0.0.1", port))])
    with pytest.raises(InputError, match="is at a private address"):
        fetch(f"{site}/to/http://inside.example/")
    assert public == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("::127.0.0.1", False),
        ("2002:a00:1::", False),
    ],
)
def test_is_public_knows_the_addresses_that_are_not(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("http://例子.中国/文章?页=1#节", "http://xn--fsqu00a.xn--fiqs8s/%E6%96%87%E7%AB%A0?%E9%A1%B5=1"),
        ("http://a.example/%E6%96%87?a=b&c=%20", "http://a.example/%E6%96%87?a=b&c=%20"),
        ("http://a.example:8080/a b", "http://a.example:8080/a%20b"),
        ("http://[::1]:80/", "http://[::1]:80/"),
    ],
)
def test_ascii_address_keeps_what_is_ascii_and_writes_the_rest(address: str, written: str) -> None:
    assert ascii_address(address) == written


@pytest.mark.parametrize("address", ["http://", "http:///a", "https://a..b/", "http://a.example:port/"])
def test_addresses_that_cannot_be_are_refused_in_a_line(address: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched") as error:
        fetch(address)
    assert len(str(error.value).splitlines()) == 1
