"""Pairs of things of one name that may be one thing, with what speaks for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import Graph, fold
from kg.model import EntityType

if TYPE_CHECKING:
    from kg.corpus.opened import Corpus

COMPARED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.MEETING, EntityType.DOCUMENT})
SHORT = 2
"""Characters of a name that many bear."""

MOST = 12  # things that share a trait, beyond which it says nothing of them
_SHARE = 0.02  # of all articles, beyond which those that name a thing have nothing in common by it
DAYS = 3
_COUNT = re.compile(r"[\d一二三四五六七八九十百]+")
_LINKED, _NAMED, _NEAR = 3, 1, 1


class Candidate(NamedTuple):
    """Two things of one type and name, and what speaks for their being one.

    `weight` is 3 for each thing to which both are linked by the same relation, 1 for each that the articles of both
    name and few others do, and 1 where articles of both are at most three days apart. `alike` is the share that those
    `named` by both have of all such things of the one that has fewer: near 1 where both tell one text.
    """

    weight: int
    one: str
    other: str
    linked: tuple[str, ...]
    named: tuple[str, ...]
    near: bool
    alike: float = 0.0


def weighed(one: str, other: str, linked: Iterable[str], named: Iterable[str], near: bool, fewer: int) -> Candidate:
    """A pair with its weight; `fewer` things are named by few articles and by those of the one that has fewer."""
    links, names = tuple(sorted(linked)), tuple(sorted(named))
    weight = _LINKED * len(links) + _NAMED * len(names) + _NEAR * near
    return Candidate(weight, one, other, links, names, near, len(names) / fewer if fewer else 0.0)


def counted(one: str, other: str) -> bool:
    """True for meetings or documents of two days, years or numbers.

    >>> counted("https://w3id.org/policy-kg/id/Meeting/A/2021", "https://w3id.org/policy-kg/id/Meeting/A/2022")
    True
    """
    whens = [_COUNT.sub("0", iri.rpartition("/")[2]) for iri in (one, other)]
    return whens[0] == whens[1] and "0" in whens[0] and "#" not in one + other


def ranked(pairs: Iterable[Candidate]) -> list[Candidate]:
    """The pairs for which something speaks, the weightiest first, then by IRI."""
    return sorted((c for c in pairs if c.linked or c.named), key=lambda c: (-c.weight, c.one, c.other))


def candidates(graph: Graph) -> list[Candidate]:
    """The pairs for which something speaks, the weightiest first, then by IRI; a name alone makes no pair.

    Nor do things that one article names both, and meetings of two days or numbers: those are told apart already.
    """
    compared = _Compared(graph)
    return ranked(compared.pair(*pair) for pair in compared.pairs() if not compared.apart(*pair))


def few(articles: int) -> int:
    """How many of the articles may name a thing that few name."""
    return max(2, int(_SHARE * articles))


class _Compared:
    """The traits of the things of a graph: to what they are linked, with what they are named, when."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.links: dict[str, set[str]] = defaultdict(set)
        for s in graph.statements():
            if s.modality.holds:
                self.links[s.subject].add(f"{s.relation} {s.object}")
                self.links[s.object].add(f"{s.subject} {s.relation}")
        self.articles: dict[str, set[str]] = defaultdict(set)
        for m in graph.mentions:
            self.articles[m.entity].add(m.evidence.article)
        self.called = self._called()
        self.beside = self._rarely_named()

    def _called(self) -> dict[str, str]:
        """For each thing the one that stands for it beside others: for a person the first of the name, if few bear it.

        So persons of whom nobody knows yet that they are one speak for others that are named with them.
        """
        first: dict[str, str] = {}
        found: dict[str, str] = {}
        for iri, entity in self.graph.entities.items():
            person = entity.type is EntityType.PERSON and len(entity.label) > SHORT
            found[iri] = first.setdefault(fold(entity.label), iri) if person else iri
        return found

    def _rarely_named(self) -> dict[str, set[str]]:
        """For each article, the things that it names and few others do."""
        most = few(len(self.graph.articles))
        found: dict[str, set[str]] = defaultdict(set)
        named: dict[str, set[str]] = defaultdict(set)
        for entity, articles in self.articles.items():
            named[self.called[entity]] |= articles
        for entity, articles in named.items():
            if 1 < len(articles) <= most:
                for article in articles:
                    found[article].add(entity)
        return found

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The pairs of one type and name that share a trait with few others of the name, in the order of their IRIs."""
        by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in self.graph.entities.values():
            if entity.type in COMPARED:
                by_name[entity.type, fold(entity.label)].append(entity.iri)
        for iris in by_name.values():
            if len(iris) > 1:
                yield from sorted(self._sharing(iris))

    def _sharing(self, iris: Sequence[str]) -> set[tuple[str, str]]:
        having: dict[str, list[str]] = defaultdict(list)
        for iri in iris:
            for trait in self.links[iri] | self._named_with(iri):
                having[trait].append(iri)
        return {pair for held in having.values() if len(held) <= MOST for pair in combinations(sorted(set(held)), 2)}

    def _named_with(self, iri: str) -> set[str]:
        """The things that the articles of a thing name and few others do."""
        return {e for article in self.articles[iri] for e in self.beside[article]} - {self.called[iri]}

    def pair(self, one: str, other: str) -> Candidate:
        """Two things with what speaks for their being one."""
        beside = self._named_with(one), self._named_with(other)
        near = self._near(self.articles[one], self.articles[other])
        linked = self.links[one] & self.links[other]
        return weighed(one, other, linked, beside[0] & beside[1], near, min(map(len, beside)))

    def apart(self, one: str, other: str) -> bool:
        """True where what is written tells the two apart."""
        return counted(one, other) or not self.articles[one].isdisjoint(self.articles[other])

    def _near(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        days = sorted(self._days(ones)), sorted(self._days(others))
        return any(abs(a - b) <= DAYS for a in days[0] for b in days[1])

    def _days(self, articles: Iterable[str]) -> Iterator[int]:
        for article in articles:
            try:
                yield date.fromisoformat(self.graph.articles[article].date).toordinal()
            except ValueError:
                continue  # a year or nothing


def told(graph: Graph | Corpus, iri: str) -> str:
    """The words from which a thing is best known: its first statement's, else its first mention's, with the day."""
    of = [e for s in graph.statements(subject=iri) for e in s.evidence]
    evidence = min(of or [m.evidence for m in graph.mentions_of(iri)], default=None)
    if evidence is None:
        return ""
    day = graph.articles[evidence.article].date
    quote = "".join(evidence.quote.split())
    return f"{quote} ({day})" if day else quote
