"""Requests of every kind to `kg serve` from many clients: `python tests/bench_serve.py FILE [--requests N] [--seconds N]`.

Each client asks again and again over a connection that it keeps: pages, the graph, data and pages of what is in it,
queries of all kinds in GET and POST, and what is refused. Beside them `--half-open` connections send half a request and
no more. Prints how many were answered as they should, how many were told to come again, and the server's memory minute
by minute. Ends with status 1 where a request is dropped or answered otherwise, where memory grows by more than 20 MB
after the first minute, or where half a request is still open after a minute and a half.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

import psutil

from kg.query import named
from kg.rdf import load

Request = tuple[str, str, dict[str, str], str, frozenset[int]]
AGAIN, GROWTH, WAIT = 503, 20, 90


def asked(method: str, path: str, *statuses: int, body: str = "", **headers: str) -> Request:
    """A request, and the statuses that are right for it."""
    return method, path, {k.replace("_", "-"): v for k, v in headers.items()}, body, frozenset(statuses)


def requests(target: str) -> list[Request]:
    """Every kind of request that a graph can be asked for."""
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
            elif status in request[4]:
                self.right += 1
            else:
                self.wrong[f"{request[0]} {request[1][:60]}: {status}"] += 1


def client(seed: int, address: tuple[str, int], every: list[Request], count: int, until: float, seen: Seen) -> None:
    """One client's requests, in an order of its own."""
    chance, connection = random.Random(seed), http.client.HTTPConnection(*address, timeout=120)
    for _ in range(count):
        if time.monotonic() > until:
            break
        request = method, path, headers, body, _right = chance.choice(every)
        try:
            connection.request(method, path, body.encode() or None, headers)
            answer = connection.getresponse()
            answer.read()
            seen.take(request, answer.status)
        except OSError as error:
            seen.take(request, repr(error)[:80])
            connection.close()
        except http.client.HTTPException as error:
            seen.take(request, repr(error)[:80])
            connection.close()
    connection.close()


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
    parser.add_argument("--half-open", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    options = parser.parse_args()
    every, seen = requests(options.target), Seen()
    command = [sys.executable, "-m", "kg", "serve", options.target, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        place = re.search(r"http://([\d.]+):(\d+)/", server.stderr.readline())
        assert place is not None
        address = place[1], int(place[2])
        process = psutil.Process(server.pid)
        halves = half_open(address, options.half_open)
        started, each = time.monotonic(), -(-options.requests // options.clients)
        until = started + options.seconds
        threads = [
            threading.Thread(target=client, args=(n, address, every, each, until, seen)) for n in range(options.clients)
        ]
        for thread in threads:
            thread.start()
        shut: list[int] = []
        waiting = threading.Thread(target=lambda: shut.append(closed(halves, WAIT)))
        waiting.start()
        held: list[float] = []
        while any(thread.is_alive() for thread in threads):
            if time.monotonic() - started >= 60 * (len(held) + 1):
                held.append(memory(process))
            time.sleep(0.5)
        taken = time.monotonic() - started
        held.append(memory(process))
        waiting.join()
        server.terminate()
    total = seen.right + seen.again + sum(seen.wrong.values())
    print(
        f"{len(every)} kinds, {total:,} requests from {options.clients} clients in {taken:.0f} s ({total / taken:.0f} a second)"
    )
    print(
        f"as they should: {seen.right:,}; told to come again: {seen.again:,}; dropped or otherwise: {dict(seen.wrong)}"
    )
    print(f"half open: {shut[0]} of {options.half_open} closed by the server within {WAIT} s")
    print(f"memory by the minute, MB: {' '.join(f'{m:.0f}' for m in held)}")
    return int(bool(seen.wrong) or shut[0] < options.half_open or max(held) - held[0] > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
