"""How long a graph's file takes: `python tests/bench_graph.py NAME.ttl [--engine]`, processor time in seconds.

Loads it from the Turtle and from the database beside it (made where there is none), which give the same graph, and
checks it; `--engine` also checks it with the SHACL engine alone, and compares the findings.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg import beside, rdf
from kg.check import check, engine
from kg.garbage import seldom_collected

Made = TypeVar("Made")


def timed(what: str, make: Callable[[], Made]) -> tuple[Made, float]:
    """What is made, and how long that takes."""
    started = time.process_time()
    made = make()
    seconds = time.process_time() - started
    print(f"{what:32}{seconds:9.2f} s", flush=True)
    return made, seconds


def judged(path: Path) -> list[str]:
    """What the engine alone finds."""
    data, text = engine._read(path)
    said, rules = engine._rdflib(data), engine._rdflib(engine._shipped(engine._own_relations(data)))
    found = engine._problems(said, rules, engine._validated(said, rules, ""), engine._lines(text))
    return [problem.text() for problem in sorted(set(found))]


def main(path: Path, *, with_engine: bool) -> None:
    """Time one file."""
    with seldom_collected():
        graph, slow = timed("load from the Turtle", lambda: rdf.load(path))
        if not beside.beside(path).exists():
            timed("write the database", lambda: beside.write(graph, path, path.read_bytes()))
        other, quick = timed("load from the database", lambda: beside.load(path))
    assert graph == other
    print(f"{graph}, {slow / quick:.0f} times as fast")
    report, sieved = timed(f"check {path.stat().st_size / 1e6:.1f} MB", lambda: check(path))
    if with_engine:
        found, whole = timed("check with the engine alone", lambda: judged(path))
        assert found == [problem.text() for problem in report.problems]
        print(f"{len(found)} problems either way, {whole / sieved:.0f} times as fast")


if __name__ == "__main__":
    main(Path(sys.argv[1]), with_engine="--engine" in sys.argv)
