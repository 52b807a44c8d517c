"""The graph as N-Triples, N-Quads and RDF/XML."""

from __future__ import annotations

import re
from pathlib import Path

from kg.files import written
from kg.graph import Graph
from kg.rdf import rdf_format, to_trig, to_turtle
from kg.terms import OTHER_PREFIXES, PREFIXES


def to_ntriples(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as N-Triples, its lines sorted; also written to `path`."""
    return written(_lines(to_turtle(graph), "ttl", "nt"), path)


def to_nquads(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as N-Quads, its lines sorted, a named graph for each article; also written to `path`."""
    return written(_lines(to_trig(graph), "trig", "nq"), path)


def _lines(text: str, form: str, wanted: str) -> str:
    import pyoxigraph as ox

    quads = ox.parse(text.encode(), format=rdf_format(form))
    raw = ox.serialize(quads if wanted == "nq" else (q.triple for q in quads), format=rdf_format(wanted)) or b""
    return "".join(f"{line}\n" for line in sorted(raw.decode().split("\n")) if line)


def to_rdfxml(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as RDF/XML; also written to `path`.

    XML 1.0 has no place for most control characters: ValueError says which literal holds one.
    """
    import pyoxigraph as ox

    triples = []
    for q in ox.parse(to_turtle(graph).encode(), format=ox.RdfFormat.TURTLE):
        if isinstance(q.object, ox.Literal) and (bad := NOT_XML.search(q.object.value)):
            raise ValueError(f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} of {q.subject} {q.predicate}")
        triples.append(q.triple)
    others = OTHER_PREFIXES if graph.qualified else {}
    prefixes = {p: iri for p, iri in {**PREFIXES, **others}.items() if p != "rdf"}
    raw = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b""
    return written(raw.decode().replace("\r", "&#xD;"), path)


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
