"""The graph as nodes and edges for network tools: networkx, GraphML, GEXF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from kg.export.lines import NOT_XML
from kg.files import written
from kg.graph import Graph
from kg.model import KGV, QUALITIES, Entity, EntityType, Modality, Qualifier, Relation, in_words

if TYPE_CHECKING:
    import networkx


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
    qualifiers: tuple[Qualifier, ...]

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
                tuple(sorted({q for s in found for q in s.qualifiers})),
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


NODE_FIELDS: Final = ("label", "type", "kind", "names", "label_en", "mentions", "in_vocabulary")
EDGE_FIELDS: Final = ("relation", "modality", "weight", "triggers", "quotes", "first", "last")
"""The fields of every edge; beside them stand the qualities that some edge of the graph has (`edge_fields`)."""


def edge_fields(found: Iterable[Edge]) -> tuple[str, ...]:
    """The fields that edges have: those of every edge, and the qualities by which any of them is qualified."""
    said = {q.quality for e in found for q in e.qualifiers}
    return (*EDGE_FIELDS, *(name for name in QUALITIES if name in said))


def node_row(e: Entity, mentions: Mapping[str, int]) -> dict[str, str | int | bool]:
    """The data of a node; `mentions` counts how often each entity is named."""
    return {
        "label": e.label,
        "type": e.type.value,
        "kind": e.kind.value if e.kind else "",
        "names": "；".join(e.names),
        "label_en": e.label_en,
        "mentions": mentions.get(e.iri, 0),
        "in_vocabulary": e.entry,
    }


def edge_row(e: Edge) -> dict[str, str | int | bool]:
    """The data of an edge, lists joined by `；` or ` ‖ `."""
    return {
        "relation": e.relation.value,
        "modality": e.modality.value,
        "weight": e.weight,
        "triggers": "；".join(e.triggers),
        "quotes": " ‖ ".join(e.quotes),
        "first": e.dates[0] if e.dates else "",
        "last": e.dates[-1] if e.dates else "",
        **{name: in_words(e.qualifiers, name) for name in QUALITIES},
    }


def _xml(value: object) -> str:
    """The value as XML text: a character that XML 1.0 has no place for becomes U+FFFD, line ends stay."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(NOT_XML.sub("\ufffd", text), {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def _kind_of(value: object) -> str:
    return "boolean" if isinstance(value, bool) else "int" if isinstance(value, int) else "string"


def to_graphml(graph: Graph, path: str | Path | None = None) -> str:
    """The entities and plain edges as GraphML; also written to `path`.

    A node's id is its IRI; `label type kind names label_en mentions in_vocabulary` are its data, an edge's are
    `relation modality weight triggers quotes first last`, and `when quantity` where any has them; lists are parted by
    `；` or ` ‖ `.
    """
    lines = edges(graph)
    mentions = Counter(m.entity for m in graph.mentions)
    example = node_row(Entity(KGV, EntityType.PLACE, ""), {}), _EDGE_KINDS
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
        '"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    ]
    for name in NODE_FIELDS:
        out.append(f'  <key id="n_{name}" for="node" attr.name="{name}" attr.type="{_kind_of(example[0][name])}"/>\n')
    for name in edge_fields(lines):
        out.append(
            f'  <key id="e_{name}" for="edge" attr.name="{name}" attr.type="{example[1].get(name, "string")}"/>\n'
        )
    out.append('  <graph id="policy-kg" edgedefault="directed">\n')
    for e in graph.entities.values():
        data = "".join(f'<data key="n_{k}">{_xml(v)}</data>' for k, v in node_row(e, mentions).items() if v != "")
        out.append(f'    <node id="{_xml(e.iri)}">{data}</node>\n')
    for edge in lines:
        data = "".join(f'<data key="e_{k}">{_xml(v)}</data>' for k, v in edge_row(edge).items() if v != "")
        ends = f'source="{_xml(edge.source.iri)}" target="{_xml(edge.target.iri)}"'
        out.append(f'    <edge id="{_xml(edge.id)}" {ends}>{data}</edge>\n')
    out.append("  </graph>\n</graphml>\n")
    return written("".join(out), path)


_EDGE_KINDS: Final[Mapping[str, str]] = {"weight": "int"}


def to_gexf(graph: Graph, path: str | Path | None = None) -> str:
    """The entities and plain edges as GEXF 1.2, with the same data as the GraphML; also written to `path`.

    Gephi and networkx both read this version. An edge of a symmetric relation has `symmetric` true: networkx refuses a
    graph in which one edge is directed and another is not.
    """
    mentions = Counter(m.entity for m in graph.mentions)
    row = node_row(Entity(KGV, EntityType.PLACE, ""), {})
    names = {"boolean": "boolean", "int": "integer", "string": "string"}
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
        "  <meta><creator>policy-kg</creator></meta>\n"
        '  <graph defaultedgetype="directed" mode="static">\n    <attributes class="node" mode="static">\n'
    ]
    node_fields = [f for f in NODE_FIELDS if f != "label"]
    lines = edges(graph)
    fields = [f for f in edge_fields(lines) if f not in {"relation", "weight"}]
    out.extend(f'      <attribute id="{f}" title="{f}" type="{names[_kind_of(row[f])]}"/>\n' for f in node_fields)
    out.append('    </attributes>\n    <attributes class="edge" mode="static">\n')
    out.extend(f'      <attribute id="{f}" title="{f}" type="string"/>\n' for f in ("relation", *fields))
    out.append(
        '      <attribute id="symmetric" title="symmetric" type="boolean"><default>false</default></attribute>\n'
    )
    out.append("    </attributes>\n    <nodes>\n")
    for e in graph.entities.values():
        values = node_row(e, mentions)
        data = "".join(f'<attvalue for="{f}" value="{_xml(values[f])}"/>' for f in node_fields if values[f] != "")
        out.append(f'      <node id="{_xml(e.iri)}" label="{_xml(e.label)}"><attvalues>{data}</attvalues></node>\n')
    out.append("    </nodes>\n    <edges>\n")
    for edge in lines:
        values = edge_row(edge)
        data = "".join(
            f'<attvalue for="{f}" value="{_xml(values[f])}"/>' for f in ("relation", *fields) if values[f] != ""
        )
        if edge.relation.symmetric:
            data += '<attvalue for="symmetric" value="true"/>'
        out.append(
            f'      <edge id="{_xml(edge.id)}" source="{_xml(edge.source.iri)}" target="{_xml(edge.target.iri)}" '
            f'kind="{edge.relation}" label="{edge.relation}" weight="{edge.weight}">'
            f"<attvalues>{data}</attvalues></edge>\n"
        )
    out.append("    </edges>\n  </graph>\n</gexf>\n")
    return written("".join(out), path)
