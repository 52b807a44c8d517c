"""Puts the page together through pyvis: the drawing's nodes and lines, the data behind them, scripts and styles."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.rdf import to_turtle
from kg.view import data

if TYPE_CHECKING:
    from pyvis.network import Network

    from kg.graph import Graph

_HERE = Path(__file__).parent
_LONG = 5_000_000
_STYLES = ("colours", "base", "drawing", "panels", "phone", "print")
_SCRIPTS = (
    "words",
    "dom",
    "model",
    "names",
    "state",
    "filters",
    "measure",
    "layout",
    "trees",
    "rings",
    "groups",
    "measures",
    "shown",
    "near",
    "fit",
    "labels",
    "renderer",
    "drawing",
    "legend",
    "search",
    "articles",
    "reader",
    "source",
    "panel",
    "tables",
    "matrix",
    "times",
    "timeline",
    "scene",
    "digest",
    "turtle",
    "export",
    "sparql",
    "keys",
    "main",
)


def render(graph: Graph, *, sparql: bool, title: str = "", turtle: str | None = None) -> str:
    """The whole page; see `kg.view.to_html`."""
    net = _network(graph)
    details = data.details(graph)
    vis = _vis()
    app = "(() => {\n'use strict';\n" + "\n".join(_text(f"js/{name}.js") for name in _SCRIPTS) + "\n})();"
    style = "\n".join(themed(_text(f"css/{name}.css")) for name in _STYLES)
    policy = "; ".join((
        "default-src 'none'",
        "script-src " + " ".join(map(_hash, (vis, app))) + (" 'wasm-unsafe-eval'" if sparql else ""),
        *(("worker-src blob:",) if sparql else ()),
        f"style-src {_hash(style)}",
        "base-uri 'none'",
        "form-action 'none'",
    ))
    if not title and len(graph.articles) == 1:
        title = next(iter(graph.articles.values())).title
    net.heading = data.clean(title)
    net.templateEnv.globals.update(
        details=details,
        policy=policy,
        style=style,
        vis=_packed_vis(),
        app=app,
        packed=_queries(to_turtle(graph) if turtle is None else turtle) if sparql else {},
    )
    html: str = net.generate_html("page.html")
    return html


def _network(graph: Graph) -> Network:
    """The pyvis network: names, and for each line the statements between its ends; the page finds places for them."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.templateEnv = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    net.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    net.path = "page.html"
    net.options = json.loads(_text("options.json"))
    # add_node and add_edge look through all that is there each time; the lists are pyvis's own
    net.nodes = [{"id": n, "label": data.clean(e.label)} for n, e in enumerate(graph.entities.values())]
    net.node_ids = [node["id"] for node in net.nodes]
    net.edges = [{"id": i, "from": a, "to": b, "of": of} for i, (a, b, of) in enumerate(data.links(graph))]
    return net


_BOTH = re.compile(r"(?<![\w-])(--[\w-]{1,40}): light-dark\((#\w+), (#\w+)\)")


def themed(css: str) -> str:
    r"""The style with each colour's light value, and its dark ones for a dark screen and for a chosen dark theme.

    >>> print(themed(":root { --ink: light-dark(#000, #fff); }").replace(" { ", " {\n"))
    :root {
    --ink: #000; }
    @media screen and (prefers-color-scheme: dark) {
    :root:not([data-theme="light"]) {
    color-scheme: dark; --ink: #fff; } }
    @media screen {
    :root[data-theme="dark"] {
    color-scheme: dark; --ink: #fff; } }
    """
    dark = " ".join(f"{name}: {value};" for name, _, value in _BOTH.findall(css))
    if not dark:
        return css
    scheme = f"{{ color-scheme: dark; {dark} }}"
    system = f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {scheme} }}'
    chosen = f'@media screen {{ :root[data-theme="dark"] {scheme} }}'
    return "\n".join((_BOTH.sub(r"\1: \2", css).rstrip("\n"), system, chosen))


@cache
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _vis() -> str:
    """The vis-network that pyvis bundles."""
    from pyvis import network

    folder = Path(network.__file__).parent / "templates" / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")


@cache
def _packed_vis() -> str:
    return _pack(_vis().encode())


@cache
def _engine() -> str:
    """The worker's script: Oxigraph's JavaScript, its module syntax taken off, and what answers queries with it."""
    source = _text("vendor/oxigraph/web.js")
    body, _, _ = source.partition("export { initSync, __wbg_init as default };")
    body = body.replace("\nexport ", "\n").replace("import.meta.url", "''")
    return f"const oxigraph = (() => {{\n{body}\nreturn {{ initSync, Store }};\n}})();\n" + _text("js/worker.js")


@cache
def _wasm() -> str:
    return base64.b64encode((_HERE / "vendor/oxigraph/web_bg.wasm.gz").read_bytes()).decode()


def _pack(content: bytes) -> str:
    # of a long text the highest level takes off one more byte in a hundred, in more than twice the time
    packed = bytearray(gzip.compress(content, 9 if len(content) < _LONG else 6, mtime=0))
    packed[9] = 255  # "unknown system": Python versions differ in what they write there
    return base64.b64encode(packed).decode()


def _queries(turtle: str) -> dict[str, Any]:
    """What the page needs to answer queries: the engine, the graph's Turtle, and the questions that ship."""
    return {
        "wasm": _wasm(),
        "engine": _pack(_engine().encode()),
        "turtle": _pack(turtle.encode()),
        "questions": _questions(),
    }


def _questions() -> dict[str, Any]:
    """What the questions that ship are made of.

    The prefixes of each, what their columns and parameters are called, and they themselves: in Chinese, in English,
    query, parameters.
    """
    from kg import query
    from kg.said import all_said
    from kg.terms import QUERY_PREFIXES

    return {
        "prefixes": dict(QUERY_PREFIXES),
        "columns": all_said("questions"),
        "named": [
            [
                q.zh,
                q.en,
                q.sparql,
                [[p.name, p.type, p.default or dict(q.example).get(p.name, "")] for p in q.parameters],
            ]
            for q in query.named().values()
            if not query.asks_vocabularies(q.sparql)  # what they say stands beside a graph, not in it
        ],
    }


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
