"""Requests of every kind to `kg serve` from many clients: `python tests/bench_serve.py FILE [--requests N] [--seconds N]`.

Each client asks again and again over a connection that it keeps: pages, the graph, data and pages of what is in it,
searches, named questions, queries of all kinds in GET and POST, what is refused, and for every twentieth a query that
nobody asked before. Beside them `--half-open` connections send half a request and no more. Prints how many were
answered as they should, with as many bytes each time, how many were told to come again, and the server's memory minute
by minute. Ends with status 1 where a request is dropped or answered otherwise, where memory grows by more than 20 MB
after the first minute, or where half a request is still open after a minute and a half.
"""

from __future__ import annotations

import argparse
import random
import re
import selectors
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import psutil

AGAIN, GROWTH, WAIT, PATIENCE = 503, 20, 90, 600
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r")
NEW = 0.05
"""The share of queries that nobody asked before, so that no answer is at hand."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is sent, the statuses that are right for it, and whether it is asked once only."""

    method: str
    path: str
    sent: bytes
    right: frozenset[int]
    once: bool = False


def asked(method: str, path: str, *statuses: int, body: str = "", **headers: str) -> Request:
    """A request, and the statuses that are right for it."""
    given = {"Host": "localhost"} | {k.replace("_", "-"): v for k, v in headers.items()}
    if body:
        given["Content-Length"] = str(len(body.encode()))
    head = "".join(f"{k}: {v}\r\n" for k, v in given.items())
    return Request(method, path, f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode(), frozenset(statuses))


def ever_new(number: int) -> Request:
    """A query with a number in it."""
    return replace(asked("GET", f"/sparql?query=ASK%7B%3Fs%20%3Fp%20{number}%7D", 200), once=True)


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
    found += [asked("GET", f"/search?q={quote(q)}", 200) for q in ("省", "城市", "nothing")]
    found += [asked("GET", f"/ask/{name}", 200) for name, q in named().items() if not q.parameters]
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
    """What became of the requests, and how long the answer to each kind is."""

    right: int = 0
    again: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    lengths: dict[Request, int] = field(default_factory=dict)

    def take(self, request: Request, status: int | str, length: int = 0) -> None:
        """Count one: right is a status of those that are, with as long an answer as the same request had before."""
        if status == AGAIN:
            self.again += 1
        elif status not in request.right:
            self.wrong[f"{request.method} {request.path[:60]}: {status}"] += 1
        elif request.once or self.lengths.setdefault(request, length) == length:
            self.right += 1
        else:
            self.wrong[f"{request.method} {request.path[:60]}: {length} bytes, then {self.lengths[request]}"] += 1

    @property
    def total(self) -> int:
        """How many."""
        return self.right + self.again + sum(self.wrong.values())


class Client:
    """One client's requests, in an order of its own, each once the one before is answered.

    Its connection is kept, and opened anew where the server closes it. Nothing of an answer is kept but its length.
    """

    def __init__(self, seed: int, address: tuple[str, int], every: list[Request], count: int, seen: Seen) -> None:
        """Ask so many requests of those there are at the address."""
        self.chance, self.address, self.every, self.seen = random.Random(seed), address, every, seen
        self.numbers = iter(range(seed * count, (seed + 1) * count))
        self.socket: socket.socket | None = None
        self.request = every[0]
        self.head, self.status, self.length, self.due, self.closing, self.since = b"", 0, 0, 0, False, 0.0

    def ask(self, selector: selectors.BaseSelector) -> bool:
        """True where the next request is sent, False where there is none."""
        number = next(self.numbers, None)
        if number is None:
            self.close(selector)
            return False
        self.request = ever_new(number) if self.chance.random() < NEW else self.chance.choice(self.every)
        self.head, self.status, self.since = b"", 0, time.monotonic()
        if self.socket is None:
            self.socket = socket.create_connection(self.address, PATIENCE)
            selector.register(self.socket, selectors.EVENT_READ, self)
        self.socket.sendall(self.request.sent)
        return True

    def answered(self) -> bool:
        """True once the answer has come whole. Raises OSError where the connection ends before, or more comes."""
        assert self.socket is not None
        found = self.socket.recv(1 << 18)
        if not found:
            raise ConnectionError("the server closed the connection")
        if not self.status:
            head, ended, found = (self.head + found).partition(b"\r\n\r\n")
            if not ended:
                self.head = head
                return False
            self.begun(head.lower() + b"\r")
        self.due -= len(found)
        if self.due < 0:
            raise ConnectionError("more than its length")
        return not self.due

    def begun(self, head: bytes) -> None:
        """Take what the head says. Raises ConnectionError where it gives no length."""
        length = LENGTH.search(head)
        if length is None:
            raise ConnectionError("no length is given")
        self.status, self.length = int(head[9:12]), int(length[1])
        self.due = 0 if self.request.method == "HEAD" else self.length
        self.closing = b"\r\nconnection: close\r" in head

    def close(self, selector: selectors.BaseSelector) -> None:
        """Close the connection."""
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
        self.socket = None

    def go_on(self, selector: selectors.BaseSelector) -> bool:
        """Take what has come, and ask again where that was all; False where nothing is left to ask."""
        try:
            if not self.answered():
                return True
        except OSError as error:
            return self.dropped(selector, repr(error)[:80])
        self.seen.take(self.request, self.status, self.length)
        if self.closing:
            self.close(selector)
        return self.asked(selector)

    def dropped(self, selector: selectors.BaseSelector, why: str) -> bool:
        """Count the request as dropped, and ask the next."""
        self.seen.take(self.request, why)
        self.close(selector)
        return self.asked(selector)

    def asked(self, selector: selectors.BaseSelector) -> bool:
        """As `ask`, where one that cannot be sent is dropped."""
        while True:
            try:
                return self.ask(selector)
            except OSError as error:
                self.seen.take(self.request, repr(error)[:80])
                self.close(selector)


counts: Any = None
"""How many requests were answered to each process's clients, where all processes see it."""


def share(shared: Any) -> None:
    """Take where the counts are."""
    global counts
    counts = shared


def clients(seeds: range, address: tuple[str, int], every: list[Request], count: int, until: float) -> Seen:
    """What became of the requests of some clients, until all are answered or the time is over."""
    seen, selector = Seen(), selectors.DefaultSelector()
    asking = {one for n in seeds if (one := Client(n, address, every, count, seen)).asked(selector)}
    looked = 0.0
    while asking and (now := time.monotonic()) < until:
        for key, _ in selector.select(1):
            if not key.data.go_on(selector):
                asking.discard(key.data)
        if now > looked + 1:
            looked, counts[seeds.start] = now, seen.total
            late = [one for one in asking if now > one.since + PATIENCE]
            asking -= {one for one in late if not one.dropped(selector, f"no answer in {PATIENCE} s")}
    for one in asking:
        one.close(selector)
    counts[seeds.start] = seen.total
    seen.lengths.clear()
    return seen


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


def memory(process: psutil.Process) -> list[float]:
    """Resident megabytes of a process and of each that it started."""
    return [p.memory_info().rss / 1e6 for p in (process, *process.children(recursive=True))]


def main() -> int:
    """Start the server, ask, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--processes", type=int, default=2, help="of the clients")
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
        context = get_context("spawn")
        answered: Any = context.Array("q", options.processes)
        asking = ProcessPoolExecutor(options.processes, context, initializer=share, initargs=(answered,))
        parts = [asking.submit(clients, seeds, address, every, each, until) for seeds in shares]
        shut: list[int] = []
        waiting = threading.Thread(target=lambda: shut.append(closed(halves, WAIT)))
        waiting.start()
        held: list[float] = []
        while not all(part.done() for part in parts):
            if time.monotonic() - started >= 60 * (len(held) + 1):
                of_each = memory(process)
                held.append(sum(of_each))
                print(
                    f"{time.strftime('%H:%M:%S')} minute {len(held)}: {sum(answered):,} answered, {held[-1]:.1f} MB:"
                    f" {' '.join(f'{m:.1f}' for m in of_each)}",
                    file=sys.stderr,
                    flush=True,
                )
            time.sleep(0.5)
        taken = time.monotonic() - started
        asking.shutdown()
        held.append(sum(memory(process)))
        waiting.join()
        server.terminate()
    for found in (part.result() for part in parts):
        seen.right, seen.again, seen.wrong = (
            seen.right + found.right,
            seen.again + found.again,
            seen.wrong + found.wrong,
        )
    print(
        f"{len(every) + 1} kinds, {seen.total:,} requests from {options.clients} clients in {taken:.0f} s"
        f" ({seen.total / taken:.0f} a second)"
    )
    print(
        f"as they should: {seen.right:,}; told to come again: {seen.again:,}; dropped or otherwise: {dict(seen.wrong)}"
    )
    print(f"half open: {shut[0]} of {options.half_open} closed by the server within {WAIT} s")
    print(f"memory by the minute, MB: {' '.join(f'{m:.0f}' for m in held)}")
    return int(bool(seen.wrong) or shut[0] < options.half_open or max(held) - held[0] > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
