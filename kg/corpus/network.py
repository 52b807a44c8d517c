"""Who works with whom, and who shares what: networks of bodies by period, with communities and centralities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import networkx

from kg.corpus.choices import Through
from kg.corpus.opened import Corpus
from kg.model import EntityType, Kind

_SEED = 1
_EXACT = 500
"""Up to so many bodies every shortest path counts; in larger networks those from as many of them."""

_MANY = 60
"""What more bodies than this have in common links no two of them: it tells nothing of any pair."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two bodies in one period: in how many articles they work together or how much they share, and an example."""

    period: str
    one: str
    other: str
    weight: int
    example: str


@dataclass(frozen=True, slots=True)
class Place:
    """A body's place in the network of a period: how many ties, their weight, and how many shortest paths go by it.

    Communities (Louvain's) are numbered from the largest, from 1.
    """

    period: str
    body: str
    kind: str
    ties: int
    weight: int
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Network:
    """The network of a period as a networkx graph: node = IRI (`label`, `kind`, `community`, …), edge = `weight`."""

    period: str
    graph: networkx.Graph

    def ties(self) -> list[Tie]:
        """The edges, the heaviest first."""
        label = self.graph.nodes
        rows = [
            Tie(self.period, label[a]["label"], label[b]["label"], data["weight"], data["example"])
            for a, b, data in self.graph.edges(data=True)
        ]
        return sorted(rows, key=lambda t: (-t.weight, t.one, t.other))

    def places(self) -> list[Place]:
        """The nodes, those with the heaviest ties first."""
        rows = [
            Place(
                self.period,
                n["label"],
                n["kind"],
                n["ties"],
                n["weight"],
                n["betweenness"],
                n["community"],
            )
            for _, n in self.graph.nodes(data=True)
        ]
        return sorted(rows, key=lambda p: (-p.weight, -p.betweenness, p.body))


def networks(
    corpus: Corpus,
    *,
    by: int = 1,
    through: Through = Through.WORK,
    kind: Kind | str | None = None,
    since: str = "",
    until: str = "",
) -> list[Network]:
    """The networks of all periods of `by` years, from the first year with a tie on; periods without any are left out.

    `kind` keeps the bodies of one kind (`Ministry`), `since` and `until` are the first and the last year. Raises
    ValueError for an unknown kind or a period of less than a year.
    """
    if by < 1:
        raise ValueError("a period has at least one year")
    wanted = None if kind is None else Kind(kind)
    pairs: dict[int, dict[tuple[str, str], tuple[int, str]]] = {}
    years = _worked(corpus, since, until) if through is Through.WORK else _shared(corpus, since, until)
    found = list(years)
    first = min((year for year, *_ in found), default=0)
    grouped: dict[int, dict[tuple[str, str], dict[str, str]]] = {}
    for year, one, other, what, example in found:
        start = first + (year - first) // by * by
        grouped.setdefault(start, {}).setdefault((one, other), {}).setdefault(what, example)
    for start, held in grouped.items():
        pairs[start] = {pair: (len(whats), min(whats.items())[1]) for pair, whats in held.items()}
    made = []
    for start in sorted(pairs):
        period = str(start) if by == 1 else f"{start}–{start + by - 1}"
        graph = _graph(corpus, pairs[start], wanted)
        if graph.number_of_edges():
            made.append(Network(period, graph))
    return made


_Row = tuple[int, str, str, str, str]
"""A year, two bodies in the order of their IRIs, what links them once, and an example of it."""


def _span(since: str, until: str) -> tuple[int, int]:
    return int(since[:4] or 0), int(until[:4] or 9999)


def _worked(corpus: Corpus, since: str, until: str) -> Iterator[_Row]:
    """Those who are said to work together, an article each time."""
    low, high = _span(since, until)
    yield from corpus.rows(
        """
        SELECT CAST(substr(date, 1, 4) AS INTEGER) AS year, subject, object, article, min(quote)
        FROM labelled
        WHERE relation = 'cooperatesWith' AND modality IN ('Asserted', 'Planned') AND regexp_matches(date, '^\\d{4}')
        AND CAST(substr(date, 1, 4) AS INTEGER) BETWEEN $low AND $high GROUP BY ALL ORDER BY ALL
        """,
        {"low": low, "high": high},
    )


def _shared(corpus: Corpus, since: str, until: str) -> Iterator[_Row]:
    """Those who are said to act on the same programme, formulation, document or meeting in the same year."""
    low, high = _span(since, until)
    rows = corpus.rows(
        """
        SELECT CAST(substr(date, 1, 4) AS INTEGER) AS year, object, list(DISTINCT subject ORDER BY subject),
            any_value(object_label)
        FROM labelled JOIN entities o ON o.iri = object JOIN entities s ON s.iri = subject
        WHERE modality IN ('Asserted', 'Planned') AND regexp_matches(date, '^\\d{4}') AND s.type = 'Organization'
        AND o.type IN ('Program', 'Slogan', 'Document', 'Meeting')
        AND CAST(substr(date, 1, 4) AS INTEGER) BETWEEN $low AND $high
        GROUP BY year, object HAVING count(DISTINCT subject) BETWEEN 2 AND $many ORDER BY year, object
        """,
        {"low": low, "high": high, "many": _MANY},
    )
    for year, what, bodies, label in rows:
        yield from ((year, one, other, what, label) for one, other in combinations(bodies, 2))


def _graph(corpus: Corpus, pairs: dict[tuple[str, str], tuple[int, str]], kind: Kind | None) -> networkx.Graph:
    """The graph of the pairs whose bodies are of the kind, with each body's place in it."""
    corpus.fetch({iri for pair in pairs for iri in pair})
    known = corpus.entities
    graph = networkx.Graph()
    for (one, other), (weight, example) in sorted(pairs.items()):
        ends = known[one], known[other]
        if all(e.type is EntityType.ORGANIZATION and (kind is None or e.kind is kind) for e in ends):
            graph.add_edge(one, other, weight=weight, example=example)
    for iri in graph:
        entity = known[iri]
        graph.nodes[iri].update(label=entity.label, kind=entity.kind.value if entity.kind else "")
    if graph:
        _measured(graph)
    return graph


def _measured(graph: networkx.Graph) -> None:
    """Give each node its ties, weight, betweenness and community."""
    sample = None if len(graph) <= _EXACT else _EXACT
    between = networkx.betweenness_centrality(graph, k=sample, seed=_SEED)
    communities = networkx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    numbered = sorted((sorted(c) for c in communities), key=lambda c: (-len(c), c))
    community = {iri: n for n, members in enumerate(numbered, 1) for iri in members}
    for iri, data in graph.nodes(data=True):
        data.update(
            ties=graph.degree(iri),
            weight=int(graph.degree(iri, weight="weight")),
            betweenness=round(between[iri], 4),
            community=community[iri],
        )
