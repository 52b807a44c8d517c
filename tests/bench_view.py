"""How fast the page opens, pans, draws everything and answers a search, beside a plain pyvis page of the same graph.

Run by hand: `python tests/bench_view.py [ARTICLE]`; needs Chromium. Times are of one run in headless Chromium without a
GPU. `interactive` counts from the start of loading to the first drawing with all handlers set; of pyvis's page, to the
first drawing (with its physics, after it has come to rest; `fixed`: with given coordinates and straight lines).
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium
from generated import generated

from kg.graph import KnowledgeGraph
from kg.view import data, layout, to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAN = """(seconds) => new Promise((done) => {
  const net = window.policyKg ? policyKg.network() : network;
  let frames = 0, moved = 0;
  net.on('afterDrawing', () => frames++);
  const from = performance.now();
  const at = net.getViewPosition();
  const step = () => {
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
    drawing = data.drawing(graph)
    points = layout.overview(drawing).points if fixed else []
    net.nodes = [
        {"id": n.number, "label": e.label, "shape": "dot", "title": e.label}
        | ({"x": points[n.number].x, "y": points[n.number].y} if fixed else {})
        for n, e in zip(drawing.nodes, graph.entities.values(), strict=True)
    ]
    net.node_ids = [n.number for n in drawing.nodes]
    net.edges = [{"from": link.source, "to": link.target} for link in drawing.links]
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


def measure(browser: Browser, graph: KnowledgeGraph, name: str, folder: Path) -> None:
    """Prints a row of figures for the graph."""
    path = folder / "page.html"
    started = time.perf_counter()
    size = len(to_html(graph, path, sparql=False).encode())
    made = time.perf_counter() - started
    row = [name, f"{made:.2f} s", f"{size / 1e6:.2f} MB"]
    for page in pages(browser, path):
        page.locator("html[data-ready=yes]").wait_for()
        row.append(f"{page.evaluate('performance.getEntriesByName(`interactive`)[0].startTime') / 1000:.2f} s")
        row.append(f"{page.evaluate(PAN, 2):.0f} /s")
        found = page.evaluate(
            """() => { const from = performance.now(), box = document.getElementById('search');
            box.value = policyKg.nodes[policyKg.nodes.length >> 1].pinyin.slice(0, 9);
            box.dispatchEvent(new Event('input')); const n = document.querySelectorAll('#found [id]').length;
            return n ? performance.now() - from : -1; }"""
        )
        row.append(f"{found:.0f} ms")
        drawn = page.evaluate(
            """() => new Promise((done) => { const from = performance.now();
            policyKg.network().once('afterDrawing', () => {});
            policyKg.go({ all: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from))); })"""
        )
        row.append(f"{drawn / 1000:.2f} s")
    for fixed in (False, True):
        if not fixed and len(graph.entities) > 1000:
            row.append("–")
            continue
        plain_pyvis(graph, path, fixed=fixed)
        for page in pages(browser, path):
            try:
                page.wait_for_function("window.first")
                first = f"{page.evaluate('first') / 1000:.2f} s"
                row.append(f"{first}, {page.evaluate(PAN, 2):.0f} /s")
            except Exception as error:  # a page that never comes to rest is a result, too
                row.append(f"over 100 s ({type(error).__name__})")
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
