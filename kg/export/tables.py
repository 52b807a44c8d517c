"""The graph as tables: CSV for Neo4j and Gephi, data frames."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.confidence import confidence
from kg.export.network import NODE_FIELDS, Edge, edge_fields, edge_row, edges, node_row
from kg.files import atomic_write
from kg.graph import Graph
from kg.model import QUALITIES, Entity, in_words
from kg.shown import cell

if TYPE_CHECKING:
    import pandas


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV, truth values in small letters, no text such that a spreadsheet would run it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_value(v) for v in row] for row in rows)
    return out.getvalue()


def _value(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return cell(value) if isinstance(value, str) else value


_Table = tuple[Sequence[str], Iterable[Iterable[object]]]
_Nodes = Sequence[tuple[Entity, Mapping[str, object]]]
_Links = Sequence[tuple[Edge, Mapping[str, object]]]


def _neo4j(nodes: _Nodes, links: _Links) -> tuple[_Table, _Table]:
    """Nodes and edges as `neo4j-admin import` reads them: labels are type and kind, relationship types relations."""
    head = "iri:ID", "label", "names:string[]", "label_en", "mentions:int", "in_vocabulary:boolean", ":LABEL"
    rows = (
        (
            e.iri,
            e.label,
            ";".join(e.names),
            e.label_en,
            r["mentions"],
            e.entry,
            ";".join(filter(None, (e.type, e.kind))),
        )
        for e, r in nodes
    )
    said = edge_fields(e for e, _ in links)[1:]
    edge_head = ":START_ID", *("weight:int" if f == "weight" else f for f in said), ":END_ID", ":TYPE"
    edge_rows = ((e.source.iri, *(r[f] for f in said), e.target.iri, e.relation.value) for e, r in links)
    return (head, rows), (edge_head, edge_rows)


def _gephi(nodes: _Nodes, links: _Links) -> tuple[_Table, _Table]:
    """Nodes and edges as Gephi's spreadsheet import reads them."""
    fields = [f for f in NODE_FIELDS if f != "label"]
    rows = ((e.iri, e.label, *(r[f] for f in fields)) for e, r in nodes)
    said = edge_fields(e for e, _ in links)[1:]
    edge_rows = (
        (
            e.source.iri,
            e.target.iri,
            "Undirected" if e.relation.symmetric else "Directed",
            e.relation.value,
            e.relation.value,
            *(r[f] for f in said),
        )
        for e, r in links
    )
    edge_head = "Source", "Target", "Type", "Kind", "Label", *said
    return (("Id", "Label", *fields), rows), (edge_head, edge_rows)


_PAIRS: Final[Mapping[str, Callable[[_Nodes, _Links], tuple[_Table, _Table]]]] = {"neo4j": _neo4j, "gephi": _gephi}


def to_csv(graph: Graph, form: str, folder: str | Path) -> tuple[Path, Path]:
    """The nodes' and the edges' file of `neo4j` (neo4j-admin import) or `gephi`, written to the folder.

    `nodes.csv` and `edges.csv`, UTF-8. Neo4j's labels are the type and the kind, its relationship types the relations.
    Raises ValueError for another form.
    """
    if form not in _PAIRS:
        raise ValueError(f"unknown pair of tables {form!r}: neo4j or gephi")
    mentions = Counter(m.entity for m in graph.mentions)
    nodes = [(e, node_row(e, mentions)) for e in graph.entities.values()]
    tables = _PAIRS[form](nodes, [(e, edge_row(e)) for e in edges(graph)])
    paths = Path(folder) / "nodes.csv", Path(folder) / "edges.csv"
    for path, table in zip(paths, tables, strict=True):
        atomic_write(path, csv_text(*table))
    return paths


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ImportError("data frames need pandas: pip install 'policy-kg[pandas]'") from error
    return pandas


def to_pandas(graph: Graph) -> dict[str, pandas.DataFrame]:
    """The graph as data frames: `articles`, `entities`, `mentions` and `statements` (a row for each piece of evidence).

    Raises ImportError where pandas is not installed.
    """
    frame = _pandas().DataFrame
    counts = Counter(m.entity for m in graph.mentions)
    label = {iri: e.label for iri, e in graph.entities.items()}
    return {
        "articles": frame(
            [(a.iri, a.title, a.date, a.source, "、".join(a.reporters), a.url) for a in graph.articles.values()],
            columns=["iri", "title", "date", "source", "reporters", "url"],
        ),
        "entities": frame(
            [(e.iri, *node_row(e, counts).values()) for e in graph.entities.values()], columns=["iri", *NODE_FIELDS]
        ),
        "mentions": frame(
            [
                (
                    m.entity,
                    label[m.entity],
                    m.evidence.article,
                    m.evidence.start,
                    m.evidence.end,
                    m.evidence.quote,
                    m.reason.value,
                )
                for m in graph.mentions
            ],
            columns=["entity", "label", "article", "start", "end", "quote", "reason"],
        ),
        "statements": frame(
            [
                (
                    s.iri,
                    s.subject,
                    label[s.subject],
                    s.relation.value,
                    s.object,
                    label[s.object],
                    s.modality.value,
                    s.trigger,
                    s.speaker,
                    s.derived_from,
                    "、".join(s.read_by),
                    confidence(s),
                    *(in_words(s.qualifiers, name) for name in QUALITIES),
                    e.article,
                    e.start,
                    e.end,
                    e.quote,
                )
                for s in graph.statements()
                for e in s.evidence
            ],
            columns=[
                "iri",
                "subject",
                "subject_label",
                "relation",
                "object",
                "object_label",
                "modality",
                "trigger",
                "speaker",
                "derived_from",
                "read_by",
                "confidence",
                *QUALITIES,
                "article",
                "start",
                "end",
                "quote",
            ],
        ),
    }
