"""Names that take part in no statement, each with why: to grammar what `discover` is to words.

A programme, formulation, document or meeting without a statement, and a body before a verb that is said to do nothing,
are asked where the reading stopped: no one is spoken of, the clause has no verb for such a name, a rule refused it, its
place in the clause is no subject's. What is counted is one mention in one clause, and once each thing that is left out
because it is hardly meant or hardly said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.discover.sightings import Example
from kg.link import link
from kg.model import EntityType, T
from kg.parse import flags
from kg.parse.reading import Fact, Name, Reading, parse
from kg.parse.units import STOPS, Unit
from kg.pipeline.document import seemingly_said
from kg.read import Document
from kg.recognise import recognise
from kg.relate import related
from kg.relate.objects import NO_OBJECTS, seemingly_governed
from kg.relate.spoken.seats import SEATS, Seat
from kg.relate.spoken.subjects import own_subject
from kg.relate.spoken.turns import Spoken
from kg.relate.words import Item, governs
from kg.weigh import Unlikely, hardly_meant, hardly_stated
from kg.weigh.stated import Unlikely as Unstated
from kg.words.lexicon import Lexicon

_OBJECTS = frozenset({T.PROGRAM, T.SLOGAN, T.DOCUMENT, T.MEETING})
_EXAMPLES = 3
_AROUND = 60  # characters of a sentence on either side of a name


@dataclass(frozen=True, slots=True)
class Unread:
    """One name without a statement: the reason, what it is about (a verb, a rule, a subject), and where."""

    reason: str
    detail: str
    type: EntityType
    name: str
    example: Example


@dataclass(slots=True)
class Tally:
    """How often names stay unread for one reason, by what it is about, with the first examples."""

    count: int = 0
    examples: list[Unread] = field(default_factory=list)


class Reasons:
    """Why names stay unread, gathered text by text."""

    def __init__(self, known: Lexicon) -> None:
        """Start with no text."""
        self.known = known
        self.documents = self.characters = self.names = self.unread = 0
        self.tallies: dict[tuple[str, str], Tally] = {}

    def add(self, document: Document) -> None:
        """Read one document."""
        self.documents += 1
        self.characters += len(document.text)
        for total, found in unread(document, self.known):
            self.names += total
            for one in found:
                self.unread += 1
                tally = self.tallies.setdefault((one.reason, one.detail), Tally())
                tally.count += 1
                if len(tally.examples) < _EXAMPLES:
                    tally.examples.append(one)

    def ranked(self, top: int = 0) -> list[tuple[str, str, Tally]]:
        """Reasons and what they are about, the most frequent first; the first `top` of them, all for 0."""
        found = sorted(self.tallies.items(), key=lambda item: (-item[1].count, item[0]))
        return [(reason, detail, tally) for (reason, detail), tally in found[: top or None]]


def unread(document: Document, known: Lexicon) -> Iterator[tuple[int, list[Unread]]]:
    """For each clause of a document how many names it has that might take part in statements, and those that don't.

    What is hardly meant or said comes before all clauses.

    >>> from kg.read import read_text
    >>> from kg.words.loading import lexicon
    >>> found = unread(read_text("水利部谈论城市更新。"), lexicon())
    >>> [(one.name, one.reason, one.detail) for _, clause in found for one in clause]
    [('城市更新', 'no verb for it', '谈论')]
    """
    reading = parse(document.view, document.paragraphs, known)
    recognise(reading, known)
    linked = link(reading, known, document.article.date)
    unlikely = hardly_meant(reading, linked, known.weights)
    facts, clauses = related(reading, linked, known)
    said = seemingly_said(document, reading, linked, facts, known)
    _, unstated = hardly_stated(reading, linked, said, known.weights)
    asked = _Asked(document, reading, facts)
    yield len(unlikely), [asked.unlikely(one) for one in unlikely]
    yield len(unstated), [asked.unstated(one) for one in unstated]
    for spoken in clauses:
        yield asked.clause(spoken)


class _Asked:
    """A document that is asked why its names are unread."""

    def __init__(self, document: Document, reading: Reading, facts: list[Fact]) -> None:
        self.document, self.reading = document, reading
        self.places = reading.plain.kept(document.places())
        self.spans: dict[str, list[tuple[int, int]]] = {}
        for f in facts:
            for iri in (f.subject, f.object):
                self.spans.setdefault(iri, []).append((f.start, f.end))

    def clause(self, spoken: Spoken) -> tuple[int, list[Unread]]:
        """How many names of a clause might take part in statements, and those that do not."""
        total, found = 0, []
        items = spoken.clause.items
        end = items[-1].end
        for i, name in spoken.clause.names:
            acts = name.type is T.ORGANIZATION and any(map(governs, items[i + 1 :]))
            if name.type not in _OBJECTS and not acts:
                continue
            total += 1
            if not self._in_fact(name, spoken.clause.start, end):
                reason, detail = _why_no_object(spoken, i, name) if not acts else _why_no_doer(spoken, i)
                found.append(Unread(reason, detail, name.type, name.text, self._example(name)))
        return total, found

    def unlikely(self, one: Unlikely) -> Unread:
        """A thing that is hardly meant, with what speaks most against it."""
        name = one.names[0]
        return Unread("hardly meant", next(iter(one.against), ""), name.type, name.text, self._example(name))

    def unstated(self, one: Unstated) -> Unread:
        """A relation that is hardly said, by its object, with what speaks most against it."""
        fact = one.facts[0]
        name = next(n for n in self.reading.names if n.entity == fact.object)
        return Unread("hardly said", next(iter(one.against), ""), name.type, name.text, self._example(name))

    def _in_fact(self, name: Name, start: int, end: int) -> bool:
        """True where a fact of the clause has the name's entity."""
        return any(s < end and start < e for s, e in self.spans.get(name.entity, ()))

    def _example(self, name: Name) -> Example:
        """Where a name stands, with the words around it."""
        text, article = self.document.article.text, self.document.article
        start, end = self.places[name.start], self.places[name.end - 1] + 1
        first = max([start - _AROUND, 0, *(text.rfind(mark, 0, start) + 1 for mark in STOPS)])
        last = min([end + _AROUND, len(text), *(at for mark in STOPS if (at := text.find(mark, end)) >= 0)])
        around = f"{text[first:start]}⟦{text[start:end]}⟧{text[end:last]}".strip()
        return Example(around, article.iri, article.date, start, end)


def _why_no_object(spoken: Spoken, i: int, name: Name) -> tuple[str, str]:
    """Why the name at item i is no object of a statement, and what the reason is about."""
    context, clause = spoken.context, spoken.clause
    topic = spoken.topic if spoken.acting.topic is None or i > spoken.acting.at else spoken.before
    found = seemingly_governed(context, clause, spoken.acting, i, name, topic)
    if found is None:
        return "no verb for it", _verb_near(clause.items, i)
    refusal = NO_OBJECTS.decided_by(found)
    if refusal:
        return "no object after all", refusal
    if found.topic.bodies or found.topic.persons:
        return "no statement of its doer", found.relation.value
    subject = own_subject(context, clause.items)
    return ("subject is no body", subject.text) if subject is not None else ("no one is spoken of", found.verb.text)


def _why_no_doer(spoken: Spoken, i: int) -> tuple[str, str]:
    """Why the body at item i is no subject of a statement, and what the reason is about."""
    items = spoken.clause.items
    seat = SEATS.decided_by(Seat.of(items, i, i + 1, any(map(governs, items[:i]))))
    topic = spoken.acting.topic
    name = items[i]
    if topic is None or not isinstance(name, Name) or name.entity not in topic.bodies:
        return "not its subject", seat or "another one is"
    return "no object", next(x.text for x in items[i + 1 :] if governs(x))


def _verb_near(items: Sequence[Item], i: int) -> str:
    """The verb that stands nearest before item i, or else after it; empty where the clause has none."""
    near = (*reversed(items[:i]), *items[i + 1 :])
    return next((x.text for x in near if isinstance(x, Unit) and (x.marks & flags.ACTS or x.pos[:1] == "v")), "")
