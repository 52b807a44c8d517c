"""How fast the page opens, pans, draws everything and answers a search, beside a plain pyvis page of the same graph.

Run by hand: `python tests/bench_view.py [ARTICLE]`; needs Chromium. Each figure is the median of three runs in headless
Chromium without a GPU (of one, where pyvis's physics takes long). `interactive` counts from the start of loading to the
first drawing with all handlers set; of pyvis's page, to the first drawing (with its physics, after it has come to rest;
`fixed`: with given coordinates and straight lines).
"""

from __future__ import annotations

import math
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium
from generated import generated

from kg.api import KnowledgeGraph
from kg.view import data, to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 3
PAN = """(seconds) => new Promise((done) => {
  const net = window.policyKg ? policyKg.network() : network;
  let frames = 0, drawn = false;
  net.on('afterDrawing', () => (drawn = true));
  const from = performance.now();
  const at = net.getViewPosition();
  const step = () => {
    frames += drawn;
    drawn = false;
    const now = performance.now();
    if (now - from > seconds * 1000) return done(frames / ((now - from) / 1000));
    net.moveTo({ position: { x: at.x + 300 * Math.sin((now - from) / 300), y: at.y }, animation: false });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


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


def pages(browser: Browser, path: Path) -> Iterator[Page]:
    """The page from disk, loaded anew."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.set_default_timeout(100_000)
    page.goto(path.as_uri(), wait_until="commit")
    yield page
    context.close()


OURS = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  let from = performance.now();
  const box = document.getElementById('search');
  box.value = policyKg.nodes[policyKg.nodes.length >> 1].pinyin[0].slice(0, 9);
  box.dispatchEvent(new Event('input'));
  if (!document.querySelector('#found [id]')) throw new Error('nothing found');
  const search = performance.now() - from;
  from = performance.now();
  policyKg.go({ all: true });
  await drawn();
  if (policyKg.network().body.nodeIndices.length < policyKg.nodes.length) throw new Error('not all drawn');
  return [performance.getEntriesByName('interactive')[0].startTime, search, performance.now() - from];
}"""


def measure(browser: Browser, graph: KnowledgeGraph, name: str, folder: Path) -> None:
    """Prints a row of figures for the graph, each the median of the runs."""
    path = folder / "page.html"
    made, ours = [], []
    for _ in range(RUNS):
        started = time.perf_counter()
        size = len(to_html(graph, path, sparql=False).encode())
        made.append(time.perf_counter() - started)
    for _ in range(RUNS):
        for page in pages(browser, path):
            page.locator("html[data-ready=yes]").wait_for()
            ours.append([page.evaluate(PAN, 2), *page.evaluate(OURS)])
    panned, ready, search, drawn = map(median, zip(*ours, strict=True))
    row = [name, f"{median(made):.2f} s", f"{size / 1e6:.2f} MB", f"{ready / 1000:.2f} s", f"{panned:.0f} /s"]
    row += [f"{search:.0f} ms", f"{drawn / 1000:.2f} s"]
    for fixed in (False, True):
        if not fixed and len(graph.entities) > 1000:
            row.append("–")
            continue
        plain_pyvis(graph, path, fixed=fixed)
        theirs = []
        for _ in range(RUNS if fixed else 1):
            for page in pages(browser, path):
                page.wait_for_function("window.first")
                theirs.append((page.evaluate("first") / 1000, page.evaluate(PAN, 2)))
        first, panned = map(median, zip(*theirs, strict=True))
        row.append(f"{first:.2f} s, {panned:.0f} /s")
    print("| " + " | ".join(row) + " |", flush=True)


def main() -> None:
    """Prints the table."""
    heads = ("graph", "made in", "file", "interactive", "panned", "search", "all drawn", "pyvis", "pyvis, fixed")
    print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads), flush=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:]:
            import kg

            measure(browser, kg.build(sys.argv[1]), "article", Path(folder))
        for nodes, statements in ((90, 170), (1_000, 3_000), (10_000, 30_000), (20_000, 60_000)):
            measure(browser, generated(nodes, statements), f"{nodes:,} / {statements:,}", Path(folder))


if __name__ == "__main__":
    main()
