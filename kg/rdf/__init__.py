"""The graph as RDF and back: Turtle written from the records, any RDF form read into them.

`to_turtle(graph, path=None) -> str`, `load(path) -> Graph`, `loads(data, form) -> Graph`.

Every node has an IRI made from what it is, evidence too: a passage is its article's IRI with an RFC 5147
fragment (`#char=12,20`, code points from 0), its selectors the same with `#position=` and `#quote=`. So no blank
node is written, the union of two files is their merge, and loading a file twice changes nothing.
"""

from __future__ import annotations

from kg.rdf.forms import file_bytes, form_of, rdf_format, unreadable
from kg.rdf.loading import from_quads, load, loads
from kg.rdf.records import mention_iri, target_iri
from kg.rdf.tokens import block, date_literal, literal, ref
from kg.rdf.writing import of_statements, to_trig, to_turtle

__all__ = [
    "block",
    "date_literal",
    "file_bytes",
    "form_of",
    "from_quads",
    "literal",
    "load",
    "loads",
    "mention_iri",
    "of_statements",
    "rdf_format",
    "ref",
    "target_iri",
    "to_trig",
    "to_turtle",
    "unreadable",
]
