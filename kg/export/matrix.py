"""Who has to do with what: matrices of two types, and the networks that they make."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kg.export.network import edges
from kg.export.tables import _pandas, csv_text
from kg.graph import Graph
from kg.model import Entity, EntityType, Kind, Relation

if TYPE_CHECKING:
    import networkx
    import pandas


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many places state that a row's entity stands in a relation to a column's; `cells[i][j]` counts them."""

    rows: tuple[Entity, ...]
    columns: tuple[Entity, ...]
    cells: tuple[tuple[int, ...], ...]

    def text(self) -> str:
        """The matrix as CSV with the entities' labels."""
        return csv_text(
            ("", *(c.label for c in self.columns)),
            ((r.label, *cells) for r, cells in zip(self.rows, self.cells, strict=True)),
        )

    def to_pandas(self) -> pandas.DataFrame:
        """The matrix as a data frame indexed by labels. Raises ImportError where pandas is not installed."""
        index = [e.label for e in self.rows]
        return _pandas().DataFrame(list(self.cells), index=index, columns=[e.label for e in self.columns])


def _fits(e: Entity, wanted: str) -> bool:
    return wanted in {e.type.value, e.kind.value if e.kind else ""}


def _require_kind(name: str) -> None:
    if name not in {*EntityType, *Kind}:
        raise ValueError(f"{name} is no type or kind: one of {' '.join((*EntityType, *Kind))}")


def matrix(graph: Graph, rows: str, columns: str, relation: Relation | str | None = None) -> Matrix:
    """The matrix of two types or kinds (`Department`, `Program`), in one relation or in all; both ways count.

    Entities without any such edge are left out; rows and columns are in the order of their IRIs. Raises ValueError for
    an unknown type, kind or relation.
    """
    _require_kind(rows)
    _require_kind(columns)
    wanted = {*Relation} if relation is None else {Relation(relation)}
    counts: Counter[tuple[str, str]] = Counter()
    for e in (e for e in edges(graph) if e.relation in wanted):
        for one, other in {(e.source, e.target), (e.target, e.source)}:
            if _fits(one, rows) and _fits(other, columns):
                counts[one.iri, other.iri] += e.weight
    down, across = sorted({r for r, _ in counts}), sorted({c for _, c in counts})
    cells = tuple(tuple(counts[r, c] for c in across) for r in down)
    return Matrix(tuple(graph.entities[r] for r in down), tuple(graph.entities[c] for c in across), cells)


def projection(graph: Graph, nodes: str, through: str, relation: Relation | str | None = None) -> networkx.Graph:
    """The entities of one type or kind, linked where they share neighbours of another: ready for networkx.

    Node = IRI (label, type, kind); an edge's `weight` is the number of shared neighbours, its `shared` their IRIs in
    order. Entities without any such neighbour are left out. Raises ValueError for an unknown type, kind or relation.
    """
    import networkx

    found = matrix(graph, nodes, through, relation)
    g = networkx.Graph()
    for row in found.rows:
        g.add_node(row.iri, label=row.label, type=row.type.value, kind=row.kind.value if row.kind else "")
    for j, column in enumerate(found.columns):
        having = [row.iri for i, row in enumerate(found.rows) if found.cells[i][j] and row.iri != column.iri]
        for a, b in combinations(having, 2):
            shared = (*g.edges[a, b]["shared"], column.iri) if g.has_edge(a, b) else (column.iri,)
            g.add_edge(a, b, weight=len(shared), shared=shared)
    return g
