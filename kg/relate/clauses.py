"""Sentences and clauses: the words between marks, with the names and verbs among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.model import K, Relation, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import Unit
from kg.records import record
from kg.relate.context import Context
from kg.relate.words import GOES_ON, Item, speaks
from kg.words.grammar import Cue

_FIRST = frozenset("（第一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NUMBERED = re.compile("第?[一二三四五六七八九十]{1,3}[是要]|[①-⑳]")
_LISTED = re.compile("第?[一二三四五六七八九十0-9]{1,3}[、．.是要]")
_CLOSED = re.compile("[一二三四五六七八九十0-9]{1,3}）")
_NOTHING: frozenset[Relation] = frozenset()
_OPENING = 30  # units of a paragraph in which it says that it sets something out
_LONGEST = 400  # items of a clause, so that a text without punctuation takes no longer


@record
class Clause:
    """The words and names of a clause, and the mark that ends it.

    `names` are the items that are names, with their places; `verbs` the items that carry relations; `everyone` the
    places of items that are no one in particular, `preposers` of those that put an object before its verb; `marks` are
    those of its words that `context.EVENTS` has. It is `counted` where it was listed with a number.
    """

    items: Sequence[Item]
    names: Sequence[tuple[int, Name]]
    verbs: Sequence[Unit]
    everyone: Sequence[int]
    preposers: Sequence[int]
    marks: int
    end: str = ""
    counted: bool = False

    @property
    def start(self) -> int:
        """Where the clause starts in the plain text."""
        return self.items[0].start

    @property
    def says(self) -> bool:
        """True where there is a verb of saying."""
        return bool(self.marks & flags.SAYS) and speaks(self.items)

    def evokes(self) -> frozenset[Relation]:
        """All relations that its verbs carry."""
        verbs = self.verbs
        return verbs[0].word.relations if len(verbs) == 1 else _NOTHING.union(*[v.word.relations for v in verbs])

    def verb(self, relation: Relation) -> Unit | None:
        """The first verb that carries a relation."""
        for v in self.verbs:
            if relation in v.word.relations:
                return v
        return None


def goes_on(context: Context, first: int) -> bool:
    """True where a paragraph opens with what someone does, so that it goes on about the one before: 要推进…."""
    u = context.reading.units[first]
    if first in context.opening:
        return False
    return bool(u.marks & flags.ACTS) or u.pos in GOES_ON or "plan" in u.word.roles


def heads_tenets(context: Context, first: int) -> bool:
    """True where a paragraph sets out what a document says: 基本原则是：…, 《意见》的指导思想是….."""
    for u in context.reading.units[first : first + _OPENING]:
        if u.marks & flags.STOP or u.text == "，":
            return False
        if Cue.TENETS in u.word.roles:
            return True
    return False


def sentences(context: Context, first: int, last: int) -> Iterator[list[Clause]]:
    """The sentences between two units, as clauses that hold something.

    >>> from kg.words.loading import lexicon
    >>> from kg.parse.reading import Linked, parse
    >>> reading = parse("各地召开会议，要求加强管理。会议强调，要抓好落实。", [], lexicon())
    >>> found = sentences(Context.of(reading, Linked(), lexicon(), ()), 0, len(reading.units))
    >>> [[("".join(x.text for x in c.items), [v.text for v in c.verbs]) for c in clauses] for clauses in found]
    [[('各地召开会议', ['召开']), ('要求加强管理', ['加强'])], [('会议强调', []), ('要抓好落实', ['抓好落实'])]]
    """
    clauses: list[Clause] = []
    for clause, ends in _clauses(context, first, last):
        clause = _unnumbered(clause)
        if clause.items:
            clauses.append(clause)
        if ends and clauses:
            yield clauses
            clauses = []


def _unnumbered(clause: Clause) -> Clause:
    """The clause less the number that it is listed with."""
    items = clause.items
    past = enumerator(items) if items and items[0].text[0] in _FIRST else 0
    if not past:
        return clause
    names = [(i - past, name) for i, name in clause.names if i >= past]
    everyone, preposers = ([i - past for i in places if i >= past] for places in (clause.everyone, clause.preposers))
    return Clause(clause.items[past:], names, clause.verbs, everyone, preposers, clause.marks, clause.end, True)


def enumerator(items: Sequence[Item]) -> int:
    """How many of the items are the number that a clause is listed with: 一、|…, 二是|…, （三）|….

    >>> from kg.parse.reading import parse
    >>> from kg.words.loading import lexicon
    >>> texts = ("一、抓改革", "二是抓改革", "（三）抓改革", "抓改革", "三项改革")
    >>> [enumerator(parse(text, [], lexicon()).units) for text in texts]
    [2, 1, 3, 0, 0]
    """
    opened = bool(items) and items[0].text == "（"
    number = "".join(x.text for x in items[opened : opened + 2])
    if _NUMBERED.fullmatch("".join(x.text for x in items[opened : opened + 1])):
        return opened + 1
    return opened + 2 if (_CLOSED if opened else _LISTED).fullmatch(number) else 0


def _clauses(context: Context, first: int, last: int) -> Iterator[tuple[Clause, bool]]:
    """The clauses between two units, empty ones too, each with whether it ends its sentence."""
    units, opening, events = context.reading.units, context.opening, context.events
    items: list[Item] = []
    names: list[tuple[int, Name]] = []
    verbs: list[Unit] = []
    everyone: list[int] = []
    preposers: list[int] = []
    marks, at = 0, first
    for i in events[bisect_left(events, first) : bisect_left(events, last)]:
        if i < at:
            continue  # inside a name, or its first unit once more
        u = units[i]
        name = opening.get(i)
        if name is None and not u.marks & flags.ENDS_CLAUSE:
            marks |= u.marks
            if u.marks & flags.ACTS:
                verbs.append(u)
            if u.marks & flags.EVERYONE:
                everyone.append(len(items) + i - at)
            if u.marks & flags.PREPOSES:
                preposers.append(len(items) + i - at)
            continue
        items += units[at : i - (name is not None and at < i and _of_party(units[i - 1], name))]
        at = i + 1
        if name is not None:
            verbs += _agreed(context, name)
            names.append((len(items), name))
            items.append(name)
            at = name.last
            if len(items) < _LONGEST:
                continue
        yield Clause(items, names, verbs, everyone, preposers, marks, "" if name is not None else u.text), _stops(u)
        items, names, verbs, everyone, preposers, marks = [], [], [], [], [], 0
    items += units[at:last]
    yield Clause(items, names, verbs, everyone, preposers, marks), True


def _agreed(context: Context, name: Name) -> list[Unit]:
    """The words of a document that is called by its form alone which say what its signers do: 战略合作|协议."""
    if name.type is not T.DOCUMENT or name.own != name.text:
        return []
    return [u for u in context.reading.units[name.first : name.last] if u.marks & flags.ACTS]


def _of_party(unit: Unit, name: Name) -> bool:
    """True for a word for the nation or the Party that stands before a Party body and says no more: 中共|云川省委."""
    return Cue.NATIONAL in unit.word.roles and name.kind is K.PARTY_BODY


def _stops(unit: Unit) -> bool:
    """True for a mark that ends a sentence."""
    return bool(unit.marks & flags.STOP) and unit.text != "；"
