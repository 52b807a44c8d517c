"""What the page knows: the graph as plain lists and numbers, small enough to travel inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.model import KGI, KGV, EntityType, Evidence, Kind, Modality, Reason, Relation, Statement
from kg.version import __version__
from kg.view import labels, pinyin

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Link:
    """All statements from one node to another: what the drawing shows as one line. Ends are node numbers."""

    source: int
    target: int
    statements: tuple[int, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as the drawing shows it: its number, its label in lines, and what the layout asks of it."""

    number: int
    label: str
    type: EntityType
    kind: Kind | None
    degree: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes in order of IRI, links, and for each node the number of the body it is part of, or -1."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    parents: tuple[int, ...]


def clean(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced by question marks; its length stays."""
    return text.encode("utf-8", "replace").decode("utf-8")


def short(iri: str) -> str:
    """The IRI with its usual beginnings cut to `v:` and `i:`, as the page's data and address fragment write it.

    >>> short("https://w3id.org/policy-kg/vocab/党史学习教育")
    'v:党史学习教育'
    """
    for prefix, base in (("v:", KGV), ("i:", KGI)):
        if iri.startswith(base):
            return prefix + clean(iri[len(base) :])
    return clean(iri)


def drawing(graph: Graph) -> Drawing:
    """The graph's nodes and links; statements that hold alone count for degrees and parents."""
    numbers = {iri: n for n, iri in enumerate(graph.entities)}
    pairs: dict[tuple[int, int], list[int]] = {}
    held: set[tuple[int, int]] = set()
    degrees = [0] * len(numbers)
    parents = [-1] * len(numbers)
    for i, s in enumerate(graph.statements()):
        pair = numbers[s.subject], numbers[s.object]
        pairs.setdefault(pair, []).append(i)
        if s.modality.holds and pair[0] != pair[1]:
            held.add(pair)
            if s.relation is Relation.PART_OF and parents[pair[0]] < 0:
                parents[pair[0]] = pair[1]
    for a, b in held:
        degrees[a] += 1
        degrees[b] += 1
    nodes = tuple(
        Node(n, labels.wrap(clean(e.label)), e.type, e.kind, degrees[n]) for n, e in enumerate(graph.entities.values())
    )
    links = tuple(Link(a, b, tuple(ids), (a, b) in held) for (a, b), ids in sorted(pairs.items()))
    return Drawing(nodes, links, tuple(_acyclic(parents)))


def among(drawing: Drawing, chosen: Sequence[int]) -> Drawing:
    """The drawing of the chosen nodes alone, numbered as they are listed; a parent is the nearest that is left."""
    numbers = {n: k for k, n in enumerate(chosen)}

    def parent(n: int) -> int:
        while (n := drawing.parents[n]) >= 0:
            if n in numbers:
                return numbers[n]
        return -1

    return Drawing(
        tuple(replace(drawing.nodes[n], number=k) for n, k in numbers.items()),
        tuple(
            replace(link, source=numbers[link.source], target=numbers[link.target])
            for link in drawing.links
            if link.source in numbers and link.target in numbers
        ),
        tuple(map(parent, chosen)),
    )


def _acyclic(parents: list[int]) -> Iterable[int]:
    """The same parents, with the link left out that would lead a node back to itself."""
    for start in range(len(parents)):
        seen = {start}
        node = start
        while parents[node] >= 0:
            if parents[node] in seen:
                parents[node] = -1
                break
            node = parents[node]
            seen.add(node)
    return parents


def details(graph: Graph) -> dict[str, Any]:
    """Everything behind the drawing, as JSON would hold it: names, articles, mentions and statements.

    Entities stand in order of IRI and are meant by their number; so are articles, in their own order. Offsets count
    code points of the article's text.
    """
    articles = {iri: n for n, iri in enumerate(graph.articles)}
    entities = {iri: n for n, iri in enumerate(graph.entities)}
    types, kinds, relations = list(EntityType), list(Kind), list(Relation)
    modalities, reasons = list(Modality), list(Reason)

    def span(e: Evidence) -> list[int]:
        return [articles[e.article], e.start, e.end]

    def stated(s: Statement) -> list[Any]:
        return [
            entities[s.subject],
            relations.index(s.relation),
            entities[s.object],
            modalities.index(s.modality),
            clean(s.trigger),
            entities.get(s.speaker, -1),
            short(s.derived_from),
            [n for e in s.evidence for n in span(e)],
        ]

    return {
        "tool": [f"i:tool/policy-kg-{__version__}", __version__],
        "types": [t.value for t in types],
        "kinds": [k.value for k in kinds],
        "relations": [r.value for r in relations],
        "modalities": [m.value for m in modalities],
        "reasons": [r.value for r in reasons],
        "entities": [
            [
                short(e.iri),
                types.index(e.type),
                kinds.index(e.kind) if e.kind else -1,
                clean(e.label),
                [clean(n) for n in e.names],
                clean(e.label_en),
                *pinyin.spellings(clean(e.label)),
            ]
            for e in graph.entities.values()
        ],
        "articles": [
            [
                short(a.iri),
                *map(clean, (a.title, a.date, a.source)),
                [*map(clean, a.reporters)],
                clean(a.url),
                clean(a.text),
            ]
            for a in graph.articles.values()
        ],
        "mentions": [
            n for m in graph.mentions for n in (entities[m.entity], *span(m.evidence), reasons.index(m.reason))
        ],
        "statements": [stated(s) for s in graph.statements()],
    }
