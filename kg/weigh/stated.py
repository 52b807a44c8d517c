"""Stated: how likely each relation is that constructions read, and which of them a text hardly states.

A construction sees a clause. How far away its subject was named, what else the text says of both ends, by what words
the name of the object begins and ends: a table of learnt weights adds that up, and what is less likely than its cut is
left out. What stays has its likelihood as its confidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeAlias

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Fact, Linked, Name, Reading
from kg.weigh.around import Around
from kg.weigh.likelihood import CLAUSES, ENOUGH, FEW, LENGTHS, OFTEN, against, likelihood, step, total
from kg.words.weights import Weights

QUESTION: Final = "stated"
"""What a table of weights calls the question."""

Ends: TypeAlias = tuple[str, str, str]
"""A subject, a relation and an object."""

_MANY = (1, 2, 3, 5, 8, 12, 20)
_SHARES = 10
_PARTS = 5  # of a text, by which it is said where something is stated
_PARAGRAPHS = 4  # from so many on they are not told apart
_DOERS = 4  # of a thing; from so many on they are not told apart
_OPENING = 2  # units that may stand before what opens a paragraph
_KEPT: Final = 1 << 14  # names of which it is remembered what they are like


@dataclass(slots=True)
class Unlikely:
    """A relation that is left out: its facts, how likely it is (0 to 1), and what speaks against it."""

    facts: list[Fact]
    likelihood: float
    against: tuple[str, ...]


def hardly_stated(
    reading: Reading, linked: Linked, facts: Iterable[Fact], weights: Weights
) -> tuple[list[Fact], list[Unlikely]]:
    """The facts with how likely each is, and those that are left out; nothing is weighed in a short text.

    A relation is left out in all its places or in none. What is denied or only conditional is not weighed, nor what is
    said of what the text does not name.
    """
    table, found = weights.of.get(QUESTION), list(facts)
    if table is None or reading.starts[-1] < ENOUGH:
        return found, []
    cut, shares, unlikely = weights.cuts[QUESTION], dict[Ends, float](), list[Unlikely]()
    for ends, (said, seen) in weighed(reading, linked, found).items():
        shares[ends] = share = likelihood(total(seen, table))
        if share < cut:
            unlikely.append(Unlikely(said, share, against(seen, table)))
    kept = []
    for fact in found:
        weight = shares.get(ends_of(fact)) if fact.modality.holds else None
        if weight is None:
            kept.append(fact)
        elif weight >= cut:
            kept.append(replace(fact, likelihood=weight))
    return kept, unlikely


def ends_of(fact: Fact) -> Ends:
    """Between what a fact is."""
    return fact.subject, fact.relation.value, fact.object


def weighed(reading: Reading, linked: Linked, facts: Iterable[Fact]) -> dict[Ends, tuple[list[Fact], set[str]]]:
    """The facts of each relation that holds between what the reading names, and what is seen of it."""
    named = _Named(reading, linked)
    told: dict[Ends, list[Fact]] = {}
    for fact in facts:
        if fact.modality.holds and fact.subject in named.of and fact.object in named.of and fact.subject != fact.object:
            told.setdefault(ends_of(fact), []).append(fact)
    doers = Counter((relation, thing) for _, relation, thing in told)
    deeds = Counter((body, relation) for body, relation, _ in told)
    found = {}
    for ends, said in told.items():
        body, relation, thing = ends
        seen = {
            f"relation {relation}",
            f"{relation} of {min(doers[relation, thing], _DOERS)}",
            f"{step(deeds[body, relation], _MANY)} like it",
            f"read {step(len(said), OFTEN)} times",
            *named.end("subject", body),
            *named.end("object", thing),
            f"of {step(named.acting, _MANY)} bodies",
        }
        for fact in said:
            seen.update(_read(fact, named))
        found[ends] = said, seen
    return found


class _Named:
    """What a reading names, by entity."""

    def __init__(self, reading: Reading, linked: Linked) -> None:
        self.reading, self.linked, self.around = reading, linked, Around(reading)
        self.of: dict[str, list[Name]] = {}
        for name in sorted(reading.names, key=lambda n: n.start):
            self.of.setdefault(name.entity, []).append(name)
        self.starts = {entity: [n.start for n in names] for entity, names in self.of.items()}
        bodies = [n for n in reading.names if not n.inside and linked.entities[n.entity].type is T.ORGANIZATION]
        self.bodies = [n.first for n in bodies]
        self.acting = len({n.entity for n in bodies})
        self._ends: dict[tuple[str, str], tuple[str, ...]] = {}

    def within(self, entity: str, fact: Fact) -> Name | None:
        """The last name of an entity in the words of a fact."""
        k = bisect_left(self.starts[entity], fact.end)
        return self.of[entity][k - 1] if k and fact.start < self.of[entity][k - 1].end else None

    def end(self, end: str, entity: str) -> tuple[str, ...]:
        """What is seen of an end of a relation by itself."""
        key = end, entity
        if key not in self._ends:
            self._ends[key] = tuple(self._end(end, entity))
        return self._ends[key]

    def _end(self, end: str, entity: str) -> Iterator[str]:
        names, known = self.of[entity], self.linked.entities[entity]
        yield f"{end} {known.type.value} {known.kind.value if known.kind else ''}"
        yield f"{end} {step(len(names), OFTEN)} times"
        units = self.reading.units[names[0].first : names[0].last]
        acts = any(u.marks & flags.ACTS for u in units)
        yield from _called(end, names[0].text, units[0].pos, units[-1].pos, acts)
        if entity in self.linked.vague:
            yield f"{end} vague"
        if (meant := self.linked.meant.get(entity)) is not None:
            yield f"{end} meant {int(meant * _SHARES)}"


@lru_cache(maxsize=_KEPT)
def _called(end: str, text: str, first: str, last: str, acts: bool) -> tuple[str, ...]:
    """What a name is like: its length, how it begins and ends."""
    return (
        f"{end} length {step(len(text), LENGTHS)}",
        f"{end} begins with {text[:2]}",
        f"{end} ends in {text[-1]}",
        f"{end} ends in {text[-2:]}",
        f"{end} first pos {first}",
        f"{end} last pos {last}",
        *([f"{end} with a verb in it"] if acts else []),
    )


def _read(fact: Fact, named: _Named) -> Iterator[str]:
    """What is seen where a fact is read."""
    relation, around = fact.relation.value, named.around
    yield f"by {fact.read_by}"
    yield f"by {fact.read_by}: {relation}"
    yield f"trigger {fact.trigger}: {relation}"
    yield fact.modality.value
    if fact.speaker:
        yield "someone says it"
    thing = named.within(fact.object, fact)
    if thing is not None:
        at = thing.first
        yield from around.side("before", thing.first - 1)
        yield from around.side("after", thing.last)
        for unit in around.clause(thing.first):
            for role in unit.word.roles:
                yield f"clause {role.value}"
        if (thing.start, thing.end) in around.quotes:
            yield "quoted"
        if thing.inside:
            yield "inside another name"
    else:
        at = bisect_left(named.reading.starts, fact.start)
        yield "object named elsewhere"
    yield f"in {around.role(at)}"
    yield f"in part {_PARTS * at // max(1, len(named.reading.units))}"
    yield from _away(fact, at, named)


def _away(fact: Fact, at: int, named: _Named) -> Iterator[str]:
    """How far before a unit the subject was named."""
    around = named.around
    if named.within(fact.subject, fact) is not None:
        yield "subject in its words"
    k = bisect_right(named.starts[fact.subject], named.reading.starts[at])
    if not k:
        yield "subject only after"
        return
    last = named.of[fact.subject][k - 1]
    between = bisect_left(named.bodies, at) - bisect_left(named.bodies, last.first + 1)
    paragraphs = min(around.paragraph(at) - around.paragraph(last.first), _PARAGRAPHS)
    sentences = step(around.sentences(last.first, at), FEW)
    seat = _seat(last, named)
    yield f"{paragraphs} paragraphs away"
    yield f"{sentences} sentences away"
    yield f"{step(around.clauses(last.first, at), CLAUSES)} clauses away"
    yield f"{step(between, FEW)} bodies between"
    yield seat
    if not paragraphs:
        yield f"{seat}, {sentences} sentences away, {min(between, 1)} bodies between"
    for seen in around.side("after", last.last):
        yield f"subject {seen}"
    for seen in around.side("before", last.first - 1):
        yield f"subject {seen}"
    if last.inside:
        yield "subject inside another name"


def _seat(body: Name, named: _Named) -> str:
    """Where a body stands in its paragraph."""
    first, _, _ = named.reading.paragraphs[named.around.paragraph(body.first)]
    if body.first - first <= _OPENING:
        return "opens the paragraph"
    k = bisect_left(named.bodies, first)
    return "first body" if named.bodies[k : k + 1] == [body.first] else "later body"
