"""Doers: whose work a programme is, where no construction says so.

A text tells of a body's work for paragraphs without naming the body again, in headings, in clauses without a verb. Of
the few bodies that may be meant (who was named last, who opened the paragraph, of whom the title speaks) the table says
how likely each is; what is read so says it (`READ_BY`), and is never sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import K, Modality, R, Relation, T
from kg.parse.reading import Fact, Linked, Name, Reading
from kg.parse.units import names_a_kind
from kg.weigh.around import Around
from kg.weigh.likelihood import CLAUSES, ENOUGH, FEW, OFTEN, likelihood, step, total
from kg.words.grammar import Cue
from kg.words.weights import Weights

READ_BY: Final = "likely doer"
"""What is said to have read what is only likely."""

RELATIONS: Final = {T.PROGRAM: R.UNDERTAKES}
"""What a body does with a thing of a type. Of formulations three in four that were only likely were wrong."""

_NEAR = 3  # bodies of a paragraph that were named last before a thing
_TITLE = 2  # bodies of the title
_PLACES = 3  # of a thing in a text that are looked at
_HELD: Final = {Cue.NEGATION: Modality.DENIED, Cue.CONDITION: Modality.CONDITIONAL, Cue.PLAN: Modality.PLANNED}


@dataclass(slots=True)
class Candidate:
    """A body that may be the doer: how it was come by, and where it is named; None where it stands far away."""

    entity: str
    how: str
    name: Name | None


class Bodies:
    """The bodies that a reading names, as the doers of what it tells of."""

    def __init__(self, reading: Reading, linked: Linked, around: Around) -> None:
        """Gather the bodies, those of the title, and the one that is named most."""
        self.around, self.linked = around, linked
        self.names = [n for n in reading.names if not n.inside and linked.entities[n.entity].type is T.ORGANIZATION]
        self.firsts = [n.first for n in self.names]
        self.times = Counter(n.entity for n in self.names)
        title = [n.entity for n in self.names if around.paragraph(n.first) == 0]
        self.title = tuple(dict.fromkeys(title))[:_TITLE]
        acting = [iri for iri, _ in self.times.most_common() if linked.entities[iri].kind is not K.MEDIA]
        self.foremost = acting[:1]

    def candidates(self, thing: Name) -> Iterator[Candidate]:
        """The bodies that may be the doers of what is named at a place, each once."""
        seen: set[str] = set()
        for one in self._ranked(thing):
            if one.entity not in seen:
                seen.add(one.entity)
                yield one

    def _ranked(self, thing: Name) -> Iterator[Candidate]:
        k, paragraph = bisect_left(self.firsts, thing.first), self.around.paragraph(thing.first)
        before = [n for n in self.names[max(0, k - 2 * _NEAR) : k] if self.around.paragraph(n.first) == paragraph]
        for n, name in enumerate(reversed(before[-_NEAR:])):
            yield Candidate(name.entity, "last" if n == 0 else "earlier", name)
        if not before and k:
            yield Candidate(self.names[k - 1].entity, "paragraph before", None)
        for iri in self.title:
            yield Candidate(iri, "title", None)
        for iri in self.foremost:
            yield Candidate(iri, "foremost", None)
        if k < len(self.names) and self.around.paragraph(self.firsts[k]) == paragraph:
            yield Candidate(self.names[k].entity, "after", self.names[k])


@dataclass(slots=True)
class Pair:
    """A body that may be the doer of a thing: what is seen of the two, and where the thing is named."""

    relation: Relation
    features: set[str]
    places: list[Name]


def likely(reading: Reading, linked: Linked, facts: Sequence[Fact], weights: Weights) -> list[Fact]:
    """What bodies are likely to undertake and uphold beside the facts; nothing of a short text."""
    if reading.starts[-1] < ENOUGH or not any(r.value in weights.of for r in RELATIONS.values()):
        return []
    around = Around(reading)
    found = []
    for (body, thing), pair in pairs(reading, linked, facts, around).items():
        asked = pair.relation.value
        table = weights.of.get(asked)
        if table is None or likelihood(total(pair.features, table)) < weights.cuts[asked]:
            continue
        places = [n for n in pair.places if not _says_which(n, around)]
        if places:
            found.append(_fact(body, thing, Pair(pair.relation, pair.features, places), around))
    return found


def pairs(reading: Reading, linked: Linked, facts: Iterable[Fact], around: Around) -> dict[tuple[str, str], Pair]:
    """For bodies and things that no fact links what is seen of the two, where one may be the doer of the other."""
    bodies = Bodies(reading, linked, around)
    if not bodies.names:
        return {}
    stated = {(f.subject, f.object) for f in facts}
    told = {f.object for f in facts if f.relation in RELATIONS.values()}
    found: dict[tuple[str, str], Pair] = {}
    times = Counter(n.entity for n in reading.names)
    looked: Counter[str] = Counter()
    for name in reading.names:
        relation = RELATIONS.get(linked.entities[name.entity].type)
        if relation is None or name.inside or looked[name.entity] == _PLACES:
            continue
        looked[name.entity] += 1
        of_thing = [*_thing(name, around), f"times {step(times[name.entity], OFTEN)}"]
        of_thing.append("done by another" if name.entity in told else "done by no one")
        for one in bodies.candidates(name):
            if (one.entity, name.entity) in stated:
                continue
            pair = found.setdefault((one.entity, name.entity), Pair(relation, set(), []))
            pair.features.update(of_thing, _together(one, name, bodies))
            pair.places.append(name)
    return found


def _thing(name: Name, around: Around) -> Iterator[str]:
    """What is seen of a place where a thing is named."""
    yield "known" if name.entries else "new"
    yield from around.side("before", name.first - 1)
    yield from around.side("after", name.last)
    yield f"in {around.role(name.first)}"
    yield from around.taken(name.first)


def _together(one: Candidate, thing: Name, bodies: Bodies) -> Iterator[str]:
    """What is seen of a body and a thing."""
    around, how = bodies.around, one.how
    yield how
    if one.entity in bodies.title:
        yield "of the title"
    if one.entity in bodies.foremost:
        yield "foremost"
    kind = bodies.linked.entities[one.entity].kind
    yield f"body {kind.value if kind else 'of no kind'}"
    yield f"body {step(bodies.times[one.entity], OFTEN)} times"
    if one.name is None:
        return
    first, last = sorted((one.name.first, thing.first))
    sentences = step(around.sentences(first, last), FEW)
    between = step(bisect_left(bodies.firsts, last) - bisect_left(bodies.firsts, first + 1), FEW)
    yield f"{sentences} sentences apart"
    yield f"{step(around.clauses(first, last), CLAUSES)} clauses apart"
    yield f"{between} bodies between"
    yield f"{how}, {sentences} sentences apart, {between} bodies between"
    for seen in around.side("after", one.name.last):
        yield f"body {seen}"
    for seen in around.side("before", one.name.first - 1):
        yield f"body {seen}"


def _says_which(thing: Name, around: Around) -> bool:
    """True where a thing that no verb takes only says which of what follows is meant: 产业扶贫|基地."""
    units = around.reading.units
    if thing.end in around.reading.plain.quote_ends:
        return False  # “我们的节日”主题活动
    verb = around.verb(thing.first)
    taken = verb is not None and R.UNDERTAKES in verb[0].word.relations
    return not taken and thing.last < len(units) and names_a_kind(units[thing.last])


def _fact(body: str, thing: str, pair: Pair, around: Around) -> Fact:
    """What is likely, with the verb that takes the thing where one does, and the thing's name."""
    placed = [(name, around.verb(name.first)) for name in pair.places]
    taken = ((name, verb[0]) for name, verb in placed if verb is not None and pair.relation in verb[0].word.relations)
    name, verb = next(taken, (placed[0][0], None))
    if verb is None:
        return Fact(body, pair.relation, thing, name.start, name.end, read_by=READ_BY)
    held = _held(name, around)
    return Fact(body, pair.relation, thing, verb.start, name.end, held, verb.text, read_by=READ_BY)


def _held(name: Name, around: Around) -> Modality:
    """Whether the clause before a name says that it is planned, denied or only conditional, or says so."""
    for unit in reversed(around.clause(name.first)):
        for cue, modality in _HELD.items():
            if cue in unit.word.roles:
                return modality
    return Modality.ASSERTED
