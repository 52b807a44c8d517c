"""The graph for other programs: GraphML."""

from __future__ import annotations

import re
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.rdf import atomic_write

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def to_graphml(graph: KnowledgeGraph, path: str | Path | None = None) -> str:
    """The asserted and planned edges as GraphML, always the same text; also written to `path` where one is given.

    Nodes have `label`, `type`, `kind`; edges `relation`, `modality` and `trigger` (of each statement, joined with `;`)
    and `quotes` (one piece of evidence a line).
    """
    import networkx

    flat = networkx.MultiDiGraph()
    for iri, data in graph.nx.nodes(data=True):
        flat.add_node(iri, **{key: _xml(value) for key, value in data.items()})
    for subject, object_, relation, data in graph.nx.edges(keys=True, data=True):
        statements = data["statements"]
        flat.add_edge(
            subject,
            object_,
            relation,
            relation=relation,
            modality=";".join(sorted({s.modality.value for s in statements})),
            trigger=_xml(";".join(sorted({s.trigger for s in statements if s.trigger}))),
            quotes=_xml("\n".join(e.quote for s in statements for e in s.evidence)),
        )
    text = "\n".join(networkx.generate_graphml(flat, named_key_ids=True)) + "\n"
    if path is not None:
        atomic_write(path, text)
    return text
