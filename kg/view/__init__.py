"""The page: a graph as one HTML file that asks the network for nothing and shows where each edge was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["colours", "to_frame", "to_html"]


def to_html(
    graph: Graph, path: str | Path | None = None, *, sparql: bool = True, title: str = "", turtle: str | None = None
) -> str:
    """The graph as one self-contained page, always the same bytes; also written to `path` (UTF-8) where one is given.

    `title` heads the page; without one the title of the one article, or how many there are. With `sparql` the page
    holds the graph's Turtle and an engine to ask it, about 2 MB more; `turtle` is what `to_turtle` gives of the graph,
    where that is at hand.
    """
    from kg.files import written
    from kg.view.page import render

    return written(render(graph, sparql=sparql, title=title, turtle=turtle), path)


def colours() -> str:
    """The style sheet of the page's colours, light and dark, and its fonts, for other pages of the graph."""
    from kg.view.page import themed

    return themed((Path(__file__).parent / "css" / "colours.css").read_text("utf-8"))


def to_frame(graph: Graph, *, height: int = 640) -> str:
    """The page (without SPARQL) as a sandboxed frame for a notebook, `height` CSS pixels high."""
    from html import escape

    page = escape(to_html(graph, sparql=False), quote=True)
    return (
        f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{page}" title="policy-kg" '
        f'style="width:100%;height:{height}px;border:1px solid #8884;border-radius:6px"></iframe>'
    )
