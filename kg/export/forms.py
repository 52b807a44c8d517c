"""The forms that are one text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kg.export.jsonld import to_jsonld
from kg.export.lines import to_nquads, to_ntriples, to_rdfxml
from kg.export.network import to_gexf, to_graphml
from kg.graph import Graph
from kg.rdf import to_trig, to_turtle

Writer = Callable[[Graph, "str | Path | None"], str]
FORMS: Final[Mapping[str, Writer]] = {
    "turtle": to_turtle,
    "trig": to_trig,
    "ntriples": to_ntriples,
    "nquads": to_nquads,
    "jsonld": to_jsonld,
    "rdfxml": to_rdfxml,
    "graphml": to_graphml,
    "gexf": to_gexf,
}
"""The forms that are one text; `neo4j` and `gephi` are pairs of tables (`to_csv`)."""


SUFFIXES: Final[Mapping[str, str]] = {
    "turtle": ".ttl",
    "trig": ".trig",
    "ntriples": ".nt",
    "nquads": ".nq",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
    "gexf": ".gexf",
}
"""The ending of a file of each form."""


def export(graph: Graph, form: str, path: str | Path | None = None) -> str:
    """The graph in the form; also written to `path`. Raises ValueError for an unknown form."""
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}: one of {' '.join((*FORMS, 'neo4j', 'gephi'))}")
    return FORMS[form](graph, path)
