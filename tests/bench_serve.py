"""20,000 requests from 32 clients: errors, requests a second, and growth of memory. Run: python tests/bench_serve.py FILE.

Not a test: pytest does not collect it. Ends with status 1 when a request fails or memory grows by more than a tenth.
"""

from __future__ import annotations

import http.client
import sys
import threading
import time
from collections import Counter
from urllib.parse import quote, urlsplit

import psutil

from kg.query import named
from kg.serve import Server

REQUESTS, CLIENTS = 20_000, 32
REFUSED = ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>"]


def memory(processes: list[psutil.Process]) -> float:
    """Resident megabytes of the processes."""
    return sum(float(p.memory_info().rss) for p in processes) / 1e6


def main(target: str) -> int:
    """The exit status for a server of the target under load."""
    queries = [(q.sparql, 200) for q in named().values() if not q.parameters] + [(q, 403) for q in REFUSED]
    with Server(target, workers=2) as server:
        host = urlsplit(server.url)
        every = [psutil.Process(), *(psutil.Process(p) for p in server.workers.processes())]
        statuses: Counter[tuple[int, int]] = Counter()
        failures: Counter[str] = Counter()
        lock = threading.Lock()

        def client(number: int, requests: int) -> None:
            connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
            for i in range(requests):
                sparql, wanted = queries[(number + i) % len(queries)]
                try:
                    connection.request("GET", f"/sparql?query={quote(sparql)}", headers={"Accept": "text/csv"})
                    answer = connection.getresponse()
                    answer.read()
                    with lock:
                        statuses[wanted, answer.status] += 1
                except Exception as error:
                    with lock:
                        failures[repr(error)] += 1
                    connection.close()

        def load(requests: int) -> float:
            threads = [threading.Thread(target=client, args=(n, requests // CLIENTS)) for n in range(CLIENTS)]
            began = time.perf_counter()
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            return time.perf_counter() - began

        load(REQUESTS // 10)
        statuses.clear()
        before = memory(every)
        seconds = load(REQUESTS)
        after = memory(every)
    wrong = {k: n for k, n in statuses.items() if k[0] != k[1]}
    print(f"{sum(statuses.values())} requests in {seconds:.1f} s ({sum(statuses.values()) / seconds:.0f} a second)")
    print(f"answered as they should: {sum(n for k, n in statuses.items() if k[0] == k[1])}; {wrong=} {dict(failures)=}")
    print(f"memory: {before:.0f} MB before, {after:.0f} MB after")
    return int(bool(wrong or failures or after > 1.1 * before))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
