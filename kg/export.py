"""The graph in the forms of other tools: RDF forms, GraphML, GEXF, CSV for Neo4j and Gephi, data frames.

- `export(graph, form, path=None) -> str`: any of `FORMS`; the text, also written to `path` (whole or not at all).
- `to_graphml`, `to_gexf`, `to_ntriples`, `to_nquads`, `to_jsonld`, `to_rdfxml` `(graph, path=None) -> str`;
  Turtle and TriG are `kg.rdf.to_turtle` and `to_trig`.
- `to_csv(graph, form, folder) -> tuple[Path, Path]`: the pair of files of `neo4j` or `gephi`.
- `matrix(graph, rows, columns, relation=None) -> Matrix`, `to_pandas(graph) -> dict of data frames` (needs pandas).

Every form is the same bytes for the same graph.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from kg.files import atomic_write
from kg.graph import Graph
from kg.model import KGI, KGV, SYMMETRIC, Entity, EntityType, Kind, Modality, Relation
from kg.rdf import rdf_format, to_trig, to_turtle
from kg.terms import PREFIXES

if TYPE_CHECKING:
    import networkx
    import pandas

CONTEXT: Final[Mapping[str, Any]] = {
    "@version": 1.1,
    "@base": KGI,
    **PREFIXES,
    "id": "@id",
    "type": "@type",
    **{k: f"kg:{k}" for k in (*EntityType, *Kind, *Modality, "Article", "Statement", "Mention")},
    **{r: {"@id": f"kg:{r}", "@type": "@id"} for r in Relation},
    "title": {"@id": "dcterms:title", "@language": "zh"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "source": "dcterms:source",
    "author": "schema:author",
    "byline": "kg:byline",
    "url": {"@id": "schema:url", "@type": "@id"},
    "text": {"@id": "schema:articleBody", "@language": "zh"},
    "readBy": {"@id": "kg:readBy", "@type": "@id"},
    "mentions": {"@id": "kg:mentions", "@type": "@id"},
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@language": "zh"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "modality": {"@id": "kg:modality", "@type": "@vocab"},
    "trigger": "kg:trigger",
    "statedBy": {"@id": "kg:statedBy", "@type": "@id"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "refersTo": {"@id": "kg:refersTo", "@type": "@id"},
    "reason": "kg:reason",
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "inArticle": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
    "exact": {"@id": "oa:exact", "@language": "zh"},
    "version": "schema:softwareVersion",
}
"""The JSON-LD context: short names for all that a built graph says."""


def _written(text: str, path: str | Path | None) -> str:
    if path is not None:
        atomic_write(path, text)
    return text


# --- RDF forms -----------------------------------------------------------------------------------------------------


def to_ntriples(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as N-Triples, its lines sorted; also written to `path`."""
    return _written(_lines(to_turtle(graph), "ttl", "nt"), path)


def to_nquads(graph: Graph, path: str | Path | None = None) -> str:
    """The graph as N-Quads, its lines sorted, a named graph for each article; also written to `path`."""
    return _written(_lines(to_trig(graph), "trig", "nq"), path)


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
        if isinstance(q.object, ox.Literal) and (bad := _NOT_XML.search(q.object.value)):
            raise ValueError(f"RDF/XML cannot hold the character U+{ord(bad[0]):04X} of {q.subject} {q.predicate}")
        triples.append(q.triple)
    prefixes = {p: iri for p, iri in PREFIXES.items() if p != "rdf"}
    raw = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b""
    return _written(raw.decode().replace("\r", "&#xD;"), path)


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def to_jsonld(graph: Graph, path: str | Path | None = None, *, context: str | None = None) -> str:
    """The graph as JSON-LD with short names; also written to `path`.

    The context stands in the file, so that it is read without the network; with `context` its address stands there.
    """
    import pyoxigraph as ox

    short = {PREFIXES["rdf"] + "type": "type"}
    for name, term in CONTEXT.items():
        iri = term["@id"] if isinstance(term, Mapping) else term
        if isinstance(iri, str) and ":" in iri and not iri.startswith("http"):
            prefix, _, local = iri.partition(":")
            short.setdefault(PREFIXES[prefix] + local, name)
    nodes: dict[str, dict[str, Any]] = {}
    for q in ox.parse(to_turtle(graph).encode(), format=ox.RdfFormat.TURTLE):
        subject = _node_id(q.subject)
        node = nodes.setdefault(subject, {"id": subject})
        key = short.get(q.predicate.value, q.predicate.value)
        value, full = _json_value(q.object, key, short)
        if full:
            key = q.predicate.value
        if key == "label":
            for language, text in value.items():
                said = node.setdefault(key, {})
                said[language] = sorted([*_listed(said[language]), text]) if language in said else text
        else:
            node.setdefault(key, []).append(value)
    for node in nodes.values():
        for key, values in node.items():
            if isinstance(values, list):
                node[key] = (
                    values[0] if len(values) == 1 else sorted(values, key=lambda v: json.dumps(v, sort_keys=True))
                )
    document = {"@context": context or CONTEXT, "@graph": list(nodes.values())}
    return _written(json.dumps(document, ensure_ascii=False, indent=1) + "\n", path)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _node_id(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    iri: str = term.value
    if iri.startswith(KGI) and re.fullmatch(r"\w+/[^:]+", iri[len(KGI) :]):
        return iri[len(KGI) :]
    return f"kgv:{iri[len(KGV) :]}" if iri.startswith(KGV) and iri != KGV else iri


def _json_value(term: Any, key: str, short: Mapping[str, str]) -> tuple[Any, bool]:
    """The object as the term's definition wants it, or in full, and whether it is in full."""
    import pyoxigraph as ox

    definition = CONTEXT.get(key)
    wanted = definition if isinstance(definition, Mapping) else {}
    if not isinstance(term, ox.Literal):
        if key == "type" or wanted.get("@type") == "@vocab":
            iri = f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value
            return short.get(iri, iri), False
        if wanted.get("@type") == "@id":
            return _node_id(term), False
        return {"@id": _node_id(term)}, True
    kind = term.datatype.value
    if wanted.get("@container") == "@language" and term.language:
        return {term.language: term.value}, False
    if term.language and wanted.get("@language") == term.language:
        return term.value, False
    if kind == PREFIXES["xsd"] + "string" and isinstance(definition, str):
        return term.value, False
    if (typed := wanted.get("@type", "")).startswith("xsd:") and PREFIXES["xsd"] + typed[4:] == kind:
        return (int(term.value) if typed == "xsd:integer" else term.value), False
    if term.language:
        return {"@value": term.value, "@language": term.language}, True
    if kind == PREFIXES["xsd"] + "string":
        return term.value, True
    return {"@value": term.value, "@type": kind}, True


# --- graphs for network tools --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of the projection: the holding statements between two entities in one relation, summed up."""

    source: Entity
    target: Entity
    relation: Relation
    weight: int
    modality: Modality
    triggers: tuple[str, ...]
    quotes: tuple[str, ...]
    dates: tuple[str, ...]

    @property
    def id(self) -> str:
        """The edge's identifier, made of its ends and relation."""
        return f"{self.source.iri} {self.relation} {self.target.iri}"


def edges(graph: Graph) -> tuple[Edge, ...]:
    """The plain edges, sorted by source, relation and target; `weight` counts the places that state them.

    An edge is planned only when no statement asserts it. `dates` are those of its articles.
    """
    grouped: dict[tuple[str, Relation, str], list[Any]] = {}
    for s in graph.statements():
        if s.modality.holds:
            grouped.setdefault((s.subject, s.relation, s.object), []).append(s)
    out = []
    for (subject, relation, object_), found in sorted(grouped.items()):
        places = sorted({e for s in found for e in s.evidence})
        out.append(
            Edge(
                graph.entities[subject],
                graph.entities[object_],
                relation,
                len(places),
                min(s.modality for s in found),
                tuple(sorted({s.trigger for s in found if s.trigger})),
                tuple(dict.fromkeys(e.quote for e in places)),
                tuple(sorted({d for e in places if (d := graph.articles[e.article].date)})),
            )
        )
    return tuple(out)


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """The graph as networkx has it: node = IRI (label, type, kind), edge key = relation, with its `statements`.

    Only what is asserted or planned is an edge; an edge's `statements` are the records it rests on.
    """
    import networkx

    g = networkx.MultiDiGraph()
    for e in graph.entities.values():
        g.add_node(e.iri, label=e.label, type=e.type.value, kind=e.kind.value if e.kind else "")
    for s in graph.statements():
        if not s.modality.holds:
            continue
        if g.has_edge(s.subject, s.object, s.relation.value):
            g.edges[s.subject, s.object, s.relation.value]["statements"] += (s,)
        else:
            g.add_edge(s.subject, s.object, s.relation.value, relation=s.relation.value, statements=(s,))
    return g


_NODE_FIELDS: Final = ("label", "type", "kind", "names", "label_en", "mentions", "in_vocabulary")
_EDGE_FIELDS: Final = ("relation", "modality", "weight", "triggers", "quotes", "first", "last")


def _node_row(e: Entity, mentions: Mapping[str, int]) -> dict[str, str | int | bool]:
    return {
        "label": e.label,
        "type": e.type.value,
        "kind": e.kind.value if e.kind else "",
        "names": "；".join(e.names),
        "label_en": e.label_en,
        "mentions": mentions.get(e.iri, 0),
        "in_vocabulary": e.entry,
    }


def _edge_row(e: Edge) -> dict[str, str | int | bool]:
    return {
        "relation": e.relation.value,
        "modality": e.modality.value,
        "weight": e.weight,
        "triggers": "；".join(e.triggers),
        "quotes": " ‖ ".join(e.quotes),
        "first": e.dates[0] if e.dates else "",
        "last": e.dates[-1] if e.dates else "",
    }


def _xml(value: object) -> str:
    """The value as XML text: a character that XML 1.0 has no place for becomes U+FFFD, line ends stay."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(_NOT_XML.sub("\ufffd", text), {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def _kind_of(value: object) -> str:
    return "boolean" if isinstance(value, bool) else "int" if isinstance(value, int) else "string"


def to_graphml(graph: Graph, path: str | Path | None = None) -> str:
    """The entities and plain edges as GraphML; also written to `path`.

    A node's id is its IRI; `label type kind names label_en mentions in_vocabulary` are its data, an edge's are
    `relation modality weight triggers quotes first last`; lists are parted by `；` or ` ‖ `.
    """
    mentions = Counter(m.entity for m in graph.mentions)
    example = _node_row(Entity(KGV, EntityType.PLACE, ""), {}), _EDGE_KINDS
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
        '"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    ]
    for name in _NODE_FIELDS:
        out.append(f'  <key id="n_{name}" for="node" attr.name="{name}" attr.type="{_kind_of(example[0][name])}"/>\n')
    for name in _EDGE_FIELDS:
        out.append(
            f'  <key id="e_{name}" for="edge" attr.name="{name}" attr.type="{example[1].get(name, "string")}"/>\n'
        )
    out.append('  <graph id="policy-kg" edgedefault="directed">\n')
    for e in graph.entities.values():
        data = "".join(f'<data key="n_{k}">{_xml(v)}</data>' for k, v in _node_row(e, mentions).items() if v != "")
        out.append(f'    <node id="{_xml(e.iri)}">{data}</node>\n')
    for edge in edges(graph):
        data = "".join(f'<data key="e_{k}">{_xml(v)}</data>' for k, v in _edge_row(edge).items() if v != "")
        ends = f'source="{_xml(edge.source.iri)}" target="{_xml(edge.target.iri)}"'
        out.append(f'    <edge id="{_xml(edge.id)}" {ends}>{data}</edge>\n')
    out.append("  </graph>\n</graphml>\n")
    return _written("".join(out), path)


_EDGE_KINDS: Final[Mapping[str, str]] = {"weight": "int"}


def to_gexf(graph: Graph, path: str | Path | None = None) -> str:
    """The entities and plain edges as GEXF 1.2, with the same data as the GraphML; also written to `path`.

    Gephi and networkx both read this version.
    """
    mentions = Counter(m.entity for m in graph.mentions)
    row = _node_row(Entity(KGV, EntityType.PLACE, ""), {})
    names = {"boolean": "boolean", "int": "integer", "string": "string"}
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        "  <meta><creator>policy-kg</creator></meta>\n"
        '  <graph defaultedgetype="directed" mode="static">\n    <attributes class="node" mode="static">\n'
    ]
    node_fields = [f for f in _NODE_FIELDS if f != "label"]
    edge_fields = [f for f in _EDGE_FIELDS if f not in {"relation", "weight"}]
    out.extend(f'      <attribute id="{f}" title="{f}" type="{names[_kind_of(row[f])]}"/>\n' for f in node_fields)
    out.append('    </attributes>\n    <attributes class="edge" mode="static">\n')
    out.extend(f'      <attribute id="{f}" title="{f}" type="string"/>\n' for f in ("relation", *edge_fields))
    out.append("    </attributes>\n    <nodes>\n")
    for e in graph.entities.values():
        values = _node_row(e, mentions)
        data = "".join(f'<attvalue for="{f}" value="{_xml(values[f])}"/>' for f in node_fields if values[f] != "")
        out.append(f'      <node id="{_xml(e.iri)}" label="{_xml(e.label)}"><attvalues>{data}</attvalues></node>\n')
    out.append("    </nodes>\n    <edges>\n")
    for edge in edges(graph):
        values = _edge_row(edge)
        data = "".join(
            f'<attvalue for="{f}" value="{_xml(values[f])}"/>' for f in ("relation", *edge_fields) if values[f] != ""
        )
        kind = ' type="undirected"' if edge.relation in SYMMETRIC else ""
        out.append(
            f'      <edge id="{_xml(edge.id)}" source="{_xml(edge.source.iri)}" target="{_xml(edge.target.iri)}"{kind} '
            f'kind="{edge.relation}" label="{edge.relation}" weight="{edge.weight}">'
            f"<attvalues>{data}</attvalues></edge>\n"
        )
    out.append("    </edges>\n  </graph>\n</gexf>\n")
    return _written("".join(out), path)


# --- tables --------------------------------------------------------------------------------------------------------


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
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
    nodes = [(e, _node_row(e, mentions)) for e in graph.entities.values()]
    links = [(e, _edge_row(e)) for e in edges(graph)]
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
            (e.source.iri, *(r[f] for f in _EDGE_FIELDS if f != "relation"), e.target.iri, e.relation.value)
            for e, r in links
        )
        texts = _csv(head, rows), _csv(edge_head, edge_rows)
    elif form == "gephi":
        fields = [f for f in _NODE_FIELDS if f != "label"]
        kinds = {True: "Undirected", False: "Directed"}
        texts = (
            _csv(("Id", "Label", *fields), ((e.iri, e.label, *(r[f] for f in fields)) for e, r in nodes)),
            _csv(
                ("Source", "Target", "Type", "Kind", "Label", *(_EDGE_FIELDS[1:])),
                (
                    (
                        e.source.iri,
                        e.target.iri,
                        kinds[e.relation in SYMMETRIC],
                        e.relation.value,
                        e.relation.value,
                        *tuple(r[f] for f in _EDGE_FIELDS[1:]),
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


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many places state that a row's entity stands in a relation to a column's; `cells[i][j]` counts them."""

    rows: tuple[Entity, ...]
    columns: tuple[Entity, ...]
    cells: tuple[tuple[int, ...], ...]

    def text(self) -> str:
        """The matrix as CSV with the entities' labels."""
        return _csv(
            ("", *(c.label for c in self.columns)),
            ((r.label, *cells) for r, cells in zip(self.rows, self.cells, strict=True)),
        )

    def to_pandas(self) -> pandas.DataFrame:
        """The matrix as a data frame indexed by labels. Raises ImportError where pandas is not installed."""
        index = [e.label for e in self.rows]
        return _pandas().DataFrame(list(self.cells), index=index, columns=[e.label for e in self.columns])


def _fits(e: Entity, wanted: str) -> bool:
    return wanted in {e.type.value, e.kind.value if e.kind else ""}


def matrix(graph: Graph, rows: str, columns: str, relation: Relation | str | None = None) -> Matrix:
    """The matrix of two types or kinds (`Department`, `Program`), in one relation or in all; both ways count.

    Entities without any such edge are left out; rows and columns are in the order of their IRIs. Raises ValueError for
    an unknown type, kind or relation.
    """
    for name in (rows, columns):
        if name not in {*EntityType, *Kind}:
            raise ValueError(f"{name} is no type or kind: one of {' '.join((*EntityType, *Kind))}")
    wanted = None if relation is None else Relation(relation)
    counts: Counter[tuple[str, str]] = Counter()
    for e in edges(graph):
        if wanted is not None and e.relation is not wanted:
            continue
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
            [(e.iri, *_node_row(e, counts).values()) for e in graph.entities.values()], columns=["iri", *_NODE_FIELDS]
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
                "article",
                "start",
                "end",
                "quote",
            ],
        ),
    }


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
