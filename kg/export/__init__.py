"""The graph in the forms of other tools: RDF forms, GraphML, GEXF, CSV for Neo4j and Gephi, data frames.

- `export(graph, form, path=None) -> str`: any of `FORMS`; the text, also written to `path` (whole or not at all).
- `to_graphml`, `to_gexf`, `to_ntriples`, `to_nquads`, `to_jsonld`, `to_rdfxml` `(graph, path=None) -> str`;
  Turtle and TriG are `kg.rdf.to_turtle` and `to_trig`.
- `to_csv(graph, form, folder) -> tuple[Path, Path]`: the pair of files of `neo4j` or `gephi`.
- `matrix(graph, rows, columns, relation=None) -> Matrix`, `to_pandas(graph) -> dict of data frames` (needs pandas).

Every form is the same bytes for the same graph.
"""

from __future__ import annotations

from kg.export.forms import FORMS, SUFFIXES, export
from kg.export.jsonld import CONTEXT, to_jsonld
from kg.export.lines import to_nquads, to_ntriples, to_rdfxml
from kg.export.matrix import Matrix, matrix, projection
from kg.export.network import Edge, edges, to_gexf, to_graphml, to_networkx
from kg.export.tables import to_csv, to_pandas

__all__ = [
    "CONTEXT",
    "FORMS",
    "SUFFIXES",
    "Edge",
    "Matrix",
    "edges",
    "export",
    "matrix",
    "projection",
    "to_csv",
    "to_gexf",
    "to_graphml",
    "to_jsonld",
    "to_networkx",
    "to_nquads",
    "to_ntriples",
    "to_pandas",
    "to_rdfxml",
]
