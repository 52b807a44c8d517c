"""Requests of every kind to `kg serve` from many clients: `python tests/bench_serve.py FILE [--requests N] [--seconds N]`.

Each client asks again and again over a connection that it keeps: pages, the graph, data and pages of what is in it,
queries of all kinds in GET and POST, what is refused, and for every twentieth a query that nobody asked before. Beside
them `--half-open` connections send half a request and no more. Prints how many were answered as they should, how many
were told to come again, and the server's memory minute by minute. Ends with status 1 where a request is dropped or answered otherwise, where memory grows by more than 20 MB
after the first minute, or where half a request is still open after a minute and a half.
"""

from __future__ import annotations

import argparse
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from urllib.parse import quote, urlencode, urlsplit

import psutil

AGAIN, GROWTH, WAIT = 503, 20, 90
NEW = 0.05
"""The share of queries that nobody asked before, so that no answer is at hand."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, and the statuses that are right for it."""

    method: str
    path: str
    sent: bytes
    right: frozenset[int]


def asked(method: str, path: str, *statuses: int, body: str = "", **headers: str) -> Request:
    """A request, and the statuses that are right for it."""
    given = {"Host": "localhost"} | {k.replace("_", "-"): v for k, v in headers.items()}
    if body:
        given["Content-Length"] = str(len(body.encode()))
    head = "".join(f"{k}: {v}\r\n" for k, v in given.items())
    return Request(method, path, f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode(), frozenset(statuses))


def ever_new(number: int) -> Request:
    """A query with a number in it."""
    return asked("GET", f"/sparql?query=ASK%7B%3Fs%20%3Fp%20{number}%7D", 200)


def requests(target: str) -> list[Request]:
    """Every kind of request that a graph can be asked for."""
    from kg.query import named  # here, since the clients' processes need none of it
    from kg.rdf import load

    entities = sorted(load(target).entities)[:20]
    paths = [quote(urlsplit(iri).path.removeprefix("/policy-kg")) for iri in entities]
    queries = [q.sparql for q in named().values() if not q.parameters]
    form, sparql = "application/x-www-form-urlencoded", "application/sparql-query"
    found = [asked("GET", f"/sparql?query={quote(q)}", 200, Accept=a) for q in queries for a in ("text/csv", "*/*")]
    found += [asked("POST", "/sparql", 200, body=urlencode({"query": q}), Content_Type=form) for q in queries]
    found += [asked("POST", "/sparql", 200, body=q, Content_Type=sparql) for q in queries]
    found += [asked("GET", p, 303) for p in paths] + [asked("GET", f"/data{p}?format=ttl", 200) for p in paths]
    found += [asked("GET", f"/page{p}", 200) for p in paths] + [asked("HEAD", f"/page{p}", 200) for p in paths]
    found += [asked("GET", p, 200) for p in ("/", "/ontology", "/context.jsonld", "/sparql")]
    found += [asked("GET", "/graph", 200), asked("OPTIONS", "/sparql", 204), asked("HEAD", "/", 200)]
    found += [asked(m, "/sparql", 405) for m in ("PUT", "DELETE", "PATCH")] + [asked("POST", "/graph", 405, body="x")]
    found += [asked("GET", p, 404) for p in ("/nothing", "/page/id/nothing", "/data/id/nothing", "/%00")]
    refused = ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>"]
    found += [asked("GET", f"/sparql?query={quote(q)}", 403) for q in refused]
    found += [asked("GET", "/sparql?query=SELECT", 400), asked("GET", "/", 421, Host="evil.example")]
    found += [asked("POST", "/sparql", 415, body="x", Content_Type="text/plain")]
    return found


@dataclass
class Seen:
    """What became of the requests."""

    right: int = 0
    again: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: Request, status: int | str) -> None:
        """Count one."""
        with self.lock:
            if status == AGAIN:
                self.again += 1
            elif status in request.right:
                self.right += 1
            else:
                self.wrong[f"{request.method} {request.path[:60]}: {status}"] += 1


class Client:
    """A connection that is kept, opened anew where the server closes it."""

    def __init__(self, address: tuple[str, int]) -> None:
        """Ask at the address."""
        self.address, self.left = address, b""
        self.socket: socket.socket | None = None

    def ask(self, request: Request) -> int:
        """The status of the answer, which is read whole. Raises OSError where none comes, or half of one."""
        if self.socket is None:
            self.socket, self.left = socket.create_connection(self.address, 120), b""
        self.socket.sendall(request.sent)
        while (end := self.left.find(b"\r\n\r\n")) < 0:
            self.more(self.socket)
        head, self.left = self.left[: end + 2].lower(), self.left[end + 4 :]
        length = re.search(rb"\r\ncontent-length: (\d+)\r", head)
        if length is None:
            raise ConnectionError("no length is given")
        due = 0 if request.method == "HEAD" else int(length[1])
        parts, have = [self.left], len(self.left)
        while have < due:
            parts.append(self.part(self.socket))
            have += len(parts[-1])
        self.left = b"".join(parts)[due:] if have > due else b""
        if b"\r\nconnection: close\r" in head:
            self.close()
        return int(head[9:12])

    def more(self, connection: socket.socket) -> None:
        """Read on."""
        self.left += self.part(connection)

    @staticmethod
    def part(connection: socket.socket) -> bytes:
        """What has come. Raises ConnectionError at the end."""
        found = connection.recv(1 << 18)
        if not found:
            raise ConnectionError("the server closed the connection")
        return found

    def close(self) -> None:
        """Close the connection."""
        if self.socket is not None:
            self.socket.close()
        self.socket = None


def client(seed: int, address: tuple[str, int], every: list[Request], count: int, until: float, seen: Seen) -> None:
    """One client's requests, in an order of its own."""
    chance, one = random.Random(seed), Client(address)
    for n in range(count):
        if time.monotonic() > until:
            break
        request = ever_new(seed * count + n) if chance.random() < NEW else chance.choice(every)
        try:
            seen.take(request, one.ask(request))
        except OSError as error:
            seen.take(request, repr(error)[:80])
            one.close()
    one.close()


def clients(
    seeds: range, address: tuple[str, int], every: list[Request], count: int, until: float
) -> tuple[int, int, Counter[str]]:
    """What became of the requests of some clients: right, told to come again, and what else."""
    seen = Seen()
    threads = [threading.Thread(target=client, args=(n, address, every, count, until, seen)) for n in seeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen.right, seen.again, seen.wrong


def half_open(address: tuple[str, int], count: int) -> list[socket.socket]:
    """Connections that send half a request."""
    found = []
    for _ in range(count):
        one = socket.create_connection(address, 60)
        one.sendall(b"GET / HTTP/1.1\r\nHost: local")
        found.append(one)
    return found


def closed(connections: list[socket.socket], seconds: float) -> int:
    """How many the server closes within so many seconds."""
    until, count = time.monotonic() + seconds, 0
    for one in connections:
        one.settimeout(max(0.01, until - time.monotonic()))
        try:
            while one.recv(4096):
                pass
            count += 1
        except OSError:
            pass
        one.close()
    return count


def memory(process: psutil.Process) -> float:
    """Resident megabytes of a process and those that it started."""
    return sum(float(p.memory_info().rss) for p in (process, *process.children(recursive=True))) / 1e6


def main() -> int:
    """Start the server, ask, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--processes", type=int, default=4, help="of the clients")
    parser.add_argument("--half-open", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    options = parser.parse_args()
    seen = Seen()
    command = [sys.executable, "-m", "kg", "serve", options.target, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        place = re.search(r"http://([\d.]+):(\d+)/", server.stderr.readline())
        assert place is not None
        address = place[1], int(place[2])
        process, every = psutil.Process(server.pid), requests(options.target)
        halves = half_open(address, options.half_open)
        started, each = time.monotonic(), -(-options.requests // options.clients)
        until = started + options.seconds
        shares = [range(options.clients)[n :: options.processes] for n in range(options.processes)]
        asking = ProcessPoolExecutor(options.processes, get_context("spawn"))
        parts = [asking.submit(clients, share, address, every, each, until) for share in shares]
        shut: list[int] = []
        waiting = threading.Thread(target=lambda: shut.append(closed(halves, WAIT)))
        waiting.start()
        held: list[float] = []
        while not all(part.done() for part in parts):
            if time.monotonic() - started >= 60 * (len(held) + 1):
                held.append(memory(process))
                print(f"minute {len(held)}: {held[-1]:.0f} MB", file=sys.stderr, flush=True)
            time.sleep(0.5)
        taken = time.monotonic() - started
        held.append(memory(process))
        waiting.join()
        server.terminate()
    for right, again, wrong in (part.result() for part in parts):
        seen.right, seen.again, seen.wrong = seen.right + right, seen.again + again, seen.wrong + wrong
    total = seen.right + seen.again + sum(seen.wrong.values())
    print(
        f"{len(every) + 1} kinds, {total:,} requests from {options.clients} clients in {taken:.0f} s ({total / taken:.0f} a second)"
    )
    print(
        f"as they should: {seen.right:,}; told to come again: {seen.again:,}; dropped or otherwise: {dict(seen.wrong)}"
    )
    print(f"half open: {shut[0]} of {options.half_open} closed by the server within {WAIT} s")
    print(f"memory by the minute, MB: {' '.join(f'{m:.0f}' for m in held)}")
    return int(bool(seen.wrong) or shut[0] < options.half_open or max(held) - held[0] > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
