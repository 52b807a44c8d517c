"""The graph as tables: CSV for Neo4j and Gephi, data frames."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export.network import EDGE_FIELDS, NODE_FIELDS, edge_row, edges, node_row
from kg.files import atomic_write
from kg.graph import Graph
from kg.model import SYMMETRIC

if TYPE_CHECKING:
    import pandas


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV, truth values in small letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([str(v).lower() if isinstance(v, bool) else v for v in row] for row in rows)
    return out.getvalue()


def to_csv(graph: Graph, form: str, folder: str | Path) -> tuple[Path, Path]:
    """The nodes' and the edges' file of `neo4j` (neo4j-admin import) or `gephi`, written to the folder.

    `nodes.csv` and `edges.csv`, UTF-8. Neo4j's labels are the type and the kind, its relationship types the relations.
    Raises ValueError for another form.
    """
    mentions = Counter(m.entity for m in graph.mentions)
    nodes = [(e, node_row(e, mentions)) for e in graph.entities.values()]
    links = [(e, edge_row(e)) for e in edges(graph)]
    if form == "neo4j":
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
        edge_head = ":START_ID", "modality", "weight:int", "triggers", "quotes", "first", "last", ":END_ID", ":TYPE"
        edge_rows = (
            (e.source.iri, *(r[f] for f in EDGE_FIELDS if f != "relation"), e.target.iri, e.relation.value)
            for e, r in links
        )
        texts = csv_text(head, rows), csv_text(edge_head, edge_rows)
    elif form == "gephi":
        fields = [f for f in NODE_FIELDS if f != "label"]
        kinds = {True: "Undirected", False: "Directed"}
        texts = (
            csv_text(("Id", "Label", *fields), ((e.iri, e.label, *(r[f] for f in fields)) for e, r in nodes)),
            csv_text(
                ("Source", "Target", "Type", "Kind", "Label", *(EDGE_FIELDS[1:])),
                (
                    (
                        e.source.iri,
                        e.target.iri,
                        kinds[e.relation in SYMMETRIC],
                        e.relation.value,
                        e.relation.value,
                        *tuple(r[f] for f in EDGE_FIELDS[1:]),
                    )
                    for e, r in links
                ),
            ),
        )
    else:
        raise ValueError(f"unknown pair of tables {form!r}: neo4j or gephi")
    paths = Path(folder) / "nodes.csv", Path(folder) / "edges.csv"
    for path, text in zip(paths, texts, strict=True):
        atomic_write(path, text)
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
                "article",
                "start",
                "end",
                "quote",
            ],
        ),
    }
