"""What the page costs to open, to pan, to draw everything and to search, beside a plain pyvis page of the same graph.

Run by hand: `python tests/bench_view.py [ARTICLE] [--against TREE] [--nodes N …] [--runs N]`; needs Chromium, without a
GPU, on Linux. Each figure is processor time: what all of the browser's processes were given for it by the system's
account, the median of so many runs, else three (of one, where pyvis's physics takes long). A clock would count what else
the machine does. `open` is from the first byte to the first drawing with all handlers set; of pyvis's page, to the first
drawing (with its physics, after it has come to rest; `fixed`: with given coordinates and straight lines). `search` ends
when the suggestions stand on the screen; in how many articles the words stand is counted later, once typing rests, and
is no part of it.

With `--against` a checkout of another version makes a page of each graph too, and pyvis's are left out. The two pages
are opened in turn within each run, and a second row says how many times as much ours costs: the median of the runs, and
in brackets the least and the most.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium
from generated import generated

import kg
from kg.api import KnowledgeGraph
from kg.view import data

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 3
FRAMES = 60
HERE = Path(__file__).parents[1]
SIZES = ((90, 170), (1_000, 3_000), (10_000, 30_000), (20_000, 60_000))

MAKE = """
import sys, time, kg
graph, times = kg.load(sys.argv[1]), []
for _ in range(3):
    started = time.process_time()
    graph.to_html(sys.argv[2], sparql=False)
    times.append(time.process_time() - started)
print(sorted(times)[1])
"""

PAN = """(frames) => new Promise((done) => {
  const net = window.policyKg ? policyKg.network() : network;
  const at = net.getViewPosition();
  let drawn = 0;
  net.on('afterDrawing', () => requestAnimationFrame(() => {
    if (++drawn > frames) return done();
    net.moveTo({ position: { x: at.x + 300 * Math.sin(drawn / 18), y: at.y }, animation: false });
  }));
  net.redraw();
})"""

SEARCH = """async () => {
  const box = document.getElementById('search');
  box.value = String(policyKg.nodes[policyKg.nodes.length >> 1].pinyin).split(/[,|]/)[0].slice(0, 9);
  box.dispatchEvent(new Event('input'));
  if (!document.querySelector('#found [id]')) throw new Error('nothing found');
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

ALL = """async () => {
  policyKg.go({ all: true });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  if (policyKg.network().body.nodeIndices.length < policyKg.nodes.length) throw new Error('not all drawn');
}"""


def below(parent: int) -> Iterator[int]:
    """The processes that a process has started, and those that these have."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            text = stat.read_text("utf-8", errors="replace")
            children.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    wave = [parent]
    while wave:
        wave = [child for one in wave for child in children.get(one, ())]
        yield from wave


def spent() -> dict[Path, int]:
    """The nanoseconds that each thread of the browser has run for."""
    found = {}
    for pid in below(os.getpid()):
        with suppress(OSError):
            if Path(f"/proc/{pid}/exe").readlink().name != "node":  # what drives the browser is no part of it
                for thread in Path(f"/proc/{pid}/task").iterdir():
                    found[thread] = int((thread / "schedstat").read_text().split()[0])
    return found


@contextmanager
def timed(into: list[float], per: int = 1) -> Iterator[None]:
    """Adds the processor time, in milliseconds, that the browser spends within, a part of `per`."""
    before = spent()
    yield
    after = spent()
    into.append(sum(ns - before.get(thread, 0) for thread, ns in after.items()) / 1e6 / per)


@contextmanager
def opened(browser: Browser, path: Path, ready: Callable[[Page], object], into: list[float]) -> Iterator[Page]:
    """The page from disk, loaded anew and ready."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(600_000)
    with timed(into):
        page.goto(path.as_uri(), wait_until="commit")
        ready(page)
        page.wait_for_timeout(200)
    yield page
    context.close()


def ours(browser: Browser, path: Path) -> list[float]:
    """Milliseconds to open our page, for a frame when it is panned, to search, to draw everything."""
    found: list[float] = []
    with opened(browser, path, lambda page: page.locator("html[data-ready=yes]").wait_for(), found) as page:
        with timed(found, FRAMES):
            page.evaluate(PAN, FRAMES)
        with timed(found):
            page.evaluate(SEARCH)
        page.wait_for_timeout(900)
        with timed(found):
            page.evaluate(ALL)
            page.wait_for_timeout(200)
    return found


def theirs(browser: Browser, path: Path) -> list[float]:
    """Milliseconds to open pyvis's page, and for a frame when it is panned."""
    found: list[float] = []
    with (
        opened(browser, path, lambda page: page.wait_for_function("window.first"), found) as page,
        timed(found, FRAMES),
    ):
        page.evaluate(PAN, FRAMES)
    return found


def plain_pyvis(graph: KnowledgeGraph, path: Path, *, fixed: bool) -> None:
    """A page as pyvis makes it, without the tags that ask the network for what it does not need."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line", height="900px", width="100%")
    net.nodes = [
        {"id": n, "label": e.label, "shape": "dot", "title": e.label}
        | ({"x": 40 * math.sqrt(n) * math.cos(2.4 * n), "y": 40 * math.sqrt(n) * math.sin(2.4 * n)} if fixed else {})
        for n, e in enumerate(graph.entities.values())
    ]
    net.node_ids = [node["id"] for node in net.nodes]
    net.edges = [{"from": a, "to": b} for a, b, _ in data.links(graph)]
    if fixed:
        net.options = {"physics": {"enabled": False}, "edges": {"smooth": False}}
    page = re.sub(r"<link[^>]+https:[^>]+>|<script[^>]+https:[^>]+></script>", "", net.generate_html("page.html"))
    drawn_at = "requestAnimationFrame(() => requestAnimationFrame(() => (window.first = performance.now())))"
    rested = f"network.once('stabilizationIterationsDone', () => {drawn_at})"
    watch = f"<script>{drawn_at if fixed else rested}</script></body>"
    path.write_text(page.replace("</body>", watch), encoding="utf-8")


def made(tree: Path, turtle: Path, page: Path) -> float:
    """Seconds of processor time in which the version in a tree makes the page of a Turtle file."""
    run = [sys.executable, "-c", MAKE, str(turtle), str(page)]
    environment = os.environ | {"PYTHONPATH": str(tree)}
    return float(subprocess.run(run, env=environment, cwd=tree, capture_output=True, text=True, check=True).stdout)


def medians(runs: Sequence[Sequence[float]]) -> list[float]:
    """The median of each column."""
    return [median(column) for column in zip(*runs, strict=True)]


def measure(
    browser: Browser, graph: KnowledgeGraph, name: str, folder: Path, trees: Sequence[Path], times: int = RUNS
) -> None:
    """Prints a row of figures for the graph, and one of their ratios to those of the other tree where there is one."""
    turtle = folder / "graph.ttl"
    graph.to_turtle(turtle)
    paths = [folder / f"page{n}.html" for n in range(len(trees))]
    making = [made(tree, turtle, path) for tree, path in zip(trees, paths, strict=True)]
    runs: list[list[list[float]]] = [[] for _ in trees]
    for _ in range(times):
        for n, path in enumerate(paths):
            runs[n].append(ours(browser, path))
    figures = [
        [seconds, path.stat().st_size / 1e6, *medians(run)]
        for seconds, path, run in zip(making, paths, runs, strict=True)
    ]
    units = ("{:.2f} s", "{:.2f} MB", "{:.0f} ms", "{:.1f} ms", "{:.0f} ms", "{:.0f} ms")
    row = [name, *(unit.format(figure) for unit, figure in zip(units, figures[0], strict=True))]
    for fixed in (False, True) if len(trees) == 1 else ():
        if not fixed and len(graph.entities) >= 1000:
            row.append("–")
            continue
        plain_pyvis(graph, folder / "pyvis.html", fixed=fixed)
        first, panned = medians([theirs(browser, folder / "pyvis.html") for _ in range(RUNS if fixed else 1)])
        row.append(f"{first:,.0f} ms, {panned:.1f} ms")
    print("| " + " | ".join(row) + " |", flush=True)
    for other, run in zip(figures[1:], runs[1:], strict=True):
        once = [f"{mine / that:.2f} ×" for mine, that in zip(figures[0][:2], other[:2], strict=True)]
        pairs = [[a / b for a, b in zip(mine, that, strict=True)] for mine, that in zip(runs[0], run, strict=True)]
        ratios = [f"{median(of):.2f} × ({min(of):.2f}–{max(of):.2f})" for of in zip(*pairs, strict=True)]
        print("| " + " | ".join([f"{name}, ours to the other", *once, *ratios]) + " |", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="What the page costs, in processor time.")
    parser.add_argument("article", nargs="?", help="an article to measure first")
    parser.add_argument("--against", type=Path, metavar="TREE", help="a checkout of another version")
    sizes = dict(SIZES)
    parser.add_argument("--nodes", type=int, nargs="+", choices=sizes, default=list(sizes), help="the graphs measured")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each page is opened")
    asked = parser.parse_args()
    heads = ["graph", "made in", "file", "open", "a frame", "search", "all drawn"]
    if not asked.against:
        heads += ["pyvis", "pyvis, fixed"]
    print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads), flush=True)
    trees = [HERE, *([asked.against.resolve()] if asked.against else [])]
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        if asked.article:
            measure(browser, kg.build(asked.article), "article", Path(folder), trees, asked.runs)
        for nodes in asked.nodes:
            name = f"{nodes:,} / {sizes[nodes]:,}"
            measure(browser, generated(nodes, sizes[nodes]), name, Path(folder), trees, asked.runs)


if __name__ == "__main__":
    main()
