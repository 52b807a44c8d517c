"""The graph as a value: articles, entities, mentions and statements, their merge, and how they are found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Self

from kg.confidence import confidence
from kg.model import Article, Entity, EntityType, Kind, LeftOut, Mention, Relation, Statement

FOLDED = "“”‘’\"'「」『』《》〈〉 \u3000"
"""The signs that do not count in a name."""

_MARKS = str.maketrans("", "", FOLDED)
_PLAIN = re.compile("[\u4e00-\u9fff]+")  # has no signs and no case, as most names


def fold(name: str) -> str:
    """The name without quotation marks and spaces, as `find` compares it.

    >>> fold("“四个意识”")
    '四个意识'
    """
    return name if _PLAIN.fullmatch(name) else name.translate(_MARKS).casefold()


def alike(name: str, names: Iterable[str], limit: int = 8) -> list[str]:
    """Those of the names that are nearly the given one, the nearest first: what a slip of the keys may have meant.

    >>> alike("城市建设出", ["村镇建设处", "城市建设处", "会议"])
    ['城市建设处']
    """
    from difflib import get_close_matches

    signs = set(name)
    may = (n for n in names if abs(len(n) - len(name)) <= 3 and not signs.isdisjoint(n))
    return get_close_matches(name, may, n=limit, cutoff=0.6)


def nothing_called(name: str, where: object, near: Sequence[str]) -> str:
    """What to say where nothing has a name: what there is that is nearly called so.

    >>> nothing_called("城建出", "graph.ttl", ["城建处"])
    'nothing in graph.ttl is called 城建出; there is 城建处'
    """
    if near:
        return f"nothing in {where} is called {name}; there is {'、'.join(near)}"
    return f"nothing in {where} is called {name}"


def _merged(same: Sequence[Statement]) -> Statement:
    """One statement with what all of them rest on."""
    first, *others = same
    return first.merged(others) if others else first


def each_once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements in order, those that are the same merged."""
    stated: dict[tuple[str, ...], list[Statement]] = {}
    for s in statements:
        stated.setdefault(s.key, []).append(s)
    return tuple(_merged(stated[key]) for key in sorted(stated))


class Graph:
    """What was read from one or more articles: an immutable value; `|` merges two.

    `articles`, `entities` map IRIs to records; `mentions` and `statements` are sorted tuples. `left_out` is what the
    articles seem to name and hardly mean: told by whoever read them, kept in no file, and no part of what makes two
    graphs equal.
    """

    def __init__(
        self,
        articles: Iterable[Article] = (),
        entities: Iterable[Entity] = (),
        mentions: Iterable[Mention] = (),
        statements: Iterable[Statement] = (),
        extra: Iterable[str] = (),
        left_out: Iterable[LeftOut] = (),
    ) -> None:
        """Collect the records; articles, entities and statements that are the same are merged.

        `extra` are triples that a user added to the Turtle by hand, one N-Triples line each: they are kept.
        Raises KeyError when a statement or mention names an entity or article that is not given.
        """
        known: dict[str, Article] = {}
        for a in articles:
            known[a.iri] = known[a.iri].merged(a) if a.iri in known else a
        self.articles: dict[str, Article] = dict(sorted(known.items()))
        merged: dict[str, Entity] = {}
        for e in entities:
            merged[e.iri] = merged[e.iri].merged(e) if e.iri in merged else e
        self.entities: dict[str, Entity] = dict(sorted(merged.items()))
        self.mentions: tuple[Mention, ...] = tuple(sorted(set(mentions)))
        self._statements = each_once(statements)
        self.extra: tuple[str, ...] = tuple(sorted(set(extra)))
        self.left_out: tuple[LeftOut, ...] = tuple(sorted(set(left_out)))
        for m in self.mentions:
            self.entities[m.entity], self.articles[m.evidence.article]
        for s in self._statements:
            self.entities[s.subject], self.entities[s.object]

    def __or__(self, other: Graph) -> Self:
        """The merge: everything that either graph holds, each thing once."""
        return self.union((self, other))

    @classmethod
    def union(cls, graphs: Iterable[Graph]) -> Self:
        """The merge of any number of graphs."""
        every = list(graphs)
        return cls(
            (a for g in every for a in g.articles.values()),
            (e for g in every for e in g.entities.values()),
            (m for g in every for m in g.mentions),
            (s for g in every for s in g._statements),
            (t for g in every for t in g.extra),
            (one for g in every for one in g.left_out),
        )

    @classmethod
    def ordered(
        cls,
        articles: Iterable[Article],
        entities: Iterable[Entity],
        mentions: Iterable[Mention],
        statements: Iterable[Statement],
        extra: Iterable[str],
    ) -> Self:
        """The graph of another one's records, which are there once each and in its order: nothing is looked at again.

        Raises KeyError when a statement names an entity that is not given.
        """
        made = cls.__new__(cls)
        made.articles = {a.iri: a for a in articles}
        made.entities = {e.iri: e for e in entities}
        made.mentions, made._statements, made.extra = tuple(mentions), tuple(statements), tuple(extra)
        made.left_out = ()
        for s in made._statements:
            made.entities[s.subject], made.entities[s.object]
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        return (self.articles, self.entities, self.mentions, self._statements, self.extra) == (
            other.articles,
            other.entities,
            other.mentions,
            other._statements,
            other.extra,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__}: {len(self.articles)} articles, {len(self.entities)} entities, "
            f"{len(self._statements)} statements>"
        )

    @cached_property
    def _names(self) -> dict[str, tuple[Entity, ...]]:
        names: dict[str, dict[str, Entity]] = {}
        for e in self.entities.values():
            for name in (e.label, *e.names, e.label_en):
                if name:
                    names.setdefault(fold(name), {})[e.iri] = e
        return {k: tuple(v.values()) for k, v in names.items()}

    def label(self, iri: str) -> str:
        """What an entity is called by its IRI; empty for one that is not there."""
        return self.entities[iri].label if iri in self.entities else ""

    def find(
        self, name: str, *, type: EntityType | str | None = None, kind: Kind | str | None = None
    ) -> tuple[Entity, ...]:
        """Entities by any of their names or their IRI, in order of IRI; quotation marks, blanks, case do not matter."""
        found = (self.entities[name],) if name in self.entities else self._names.get(fold(name), ())
        return tuple(e for e in found if (type is None or e.type == type) and (kind is None or e.kind == kind))

    def _iris(self, name: Entity | str | None) -> frozenset[str] | None:
        if name is None:
            return None
        return frozenset({name.iri} if isinstance(name, Entity) else {e.iri for e in self.find(name)})

    def confident(self, least: float) -> Graph:
        """The graph less the statements of a lower confidence than `least` (0 to 1); itself where none is.

        Statements that no construction read stay.
        """
        kept = [s for s in self._statements if not s.read_by or confidence(s) >= least]
        if len(kept) == len(self._statements):
            return self
        return Graph(self.articles.values(), self.entities.values(), self.mentions, kept, self.extra, self.left_out)

    @property
    def qualified(self) -> bool:
        """True where a statement has a qualifier."""
        return any(s.qualifiers for s in self._statements)

    def statements(
        self,
        subject: Entity | str | None = None,
        relation: Relation | str | None = None,
        object: Entity | str | None = None,
        *,
        modality: str | None = None,
        min_confidence: float = 0.0,
    ) -> tuple[Statement, ...]:
        """Statements that fit every given part; ends are entities, IRIs or names.

        Those of a lower confidence than `min_confidence` (0 to 1, see `kg.confidence`) are left out.

        Raises ValueError for an unknown relation.
        """
        ends, others = self._iris(subject), self._iris(object)
        wanted = None if relation is None else Relation(relation)
        return tuple(
            s
            for s in self._statements
            if (ends is None or s.subject in ends)
            and (others is None or s.object in others)
            and (wanted is None or s.relation is wanted)
            and (modality is None or s.modality == modality)
            and (not min_confidence or confidence(s) >= min_confidence)
        )

    def between(self, a: Entity | str, b: Entity | str) -> tuple[Statement, ...]:
        """Statements that link the two, in either direction."""
        return tuple(sorted({*self.statements(a, None, b), *self.statements(b, None, a)}))

    def neighbours(self, entity: Entity | str, relation: Relation | str | None = None) -> tuple[Entity, ...]:
        """Entities that an asserted or planned statement links to the given one, either way, in order of IRI."""
        ends = self._iris(entity) or frozenset()
        wanted = None if relation is None else Relation(relation)
        found: set[str] = set()
        for s in self._statements:
            if s.modality.holds and (wanted is None or s.relation is wanted):
                if s.subject in ends:
                    found.add(s.object)
                if s.object in ends:
                    found.add(s.subject)
        return tuple(self.entities[iri] for iri in sorted(found))

    def mentions_of(self, entity: Entity | str) -> Iterator[Mention]:
        """Every place where the articles name the entity."""
        ends = self._iris(entity) or frozenset()
        return iter(sorted(m for iri in ends for m in self._mentioned.get(iri, ())))

    @cached_property
    def _mentioned(self) -> dict[str, list[Mention]]:
        """The mentions of each entity, so that asking for those of many does not go through all for each."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for m in self.mentions:
            found[m.entity].append(m)
        return found

    def times(self, entity: Entity | str) -> int:
        """How often the articles name the entity."""
        return sum(1 for _ in self.mentions_of(entity))

    def about(self, entity: Entity | str) -> tuple[Statement, ...]:
        """Statements of which the entity is one of the two ends."""
        ends = self._iris(entity) or frozenset()
        return tuple(s for s in self._statements if s.subject in ends or s.object in ends)

    def near(self, name: str, limit: int = 8) -> tuple[str, ...]:
        """Labels of entities of which a name has the given one in it, in order; else of those that are nearly it."""
        wanted = fold(name)
        having = sorted({e.label for n, found in self._names.items() if wanted in n for e in found})
        nearly = [e.label for n in alike(wanted, self._names, limit) for e in self._names[n]]
        return tuple((having or [*dict.fromkeys(nearly)])[:limit])
