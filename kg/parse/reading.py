"""What recognise, link and relate pass on: names found among units, and the reading as a whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter
from typing import ClassVar, NamedTuple

from kg.model import Entity, EntityType, Kind, Modality, Reason, Relation
from kg.normalised import Plain
from kg.parse import flags
from kg.parse.chunks import chunk
from kg.parse.units import NOTHING, Unit
from kg.words.entries import Entry, Word
from kg.words.lexicon import Lexicon

FARTHEST = 160  # units of a clause that are looked at, so that a text without punctuation takes no longer
_marks, _start = attrgetter("marks"), attrgetter("start")


@dataclass(slots=True, eq=False)
class Name:
    """A span that names something. `first`, `last` are its units, half-open.

    `entries` are the vocabulary entries that it may stand for; `anchor` the place or body that it begins with and
    `own` what follows it, or of a programme what is counted (改造5.3万个|老旧小区); `alt` are further names that the
    text gives it. `entity` is set by linking. Among units it is a word that has no grammar.
    """

    word: ClassVar[Word] = NOTHING
    pos: ClassVar[str] = ""
    marks: ClassVar[int] = 0

    start: int
    end: int
    first: int
    last: int
    text: str
    type: EntityType
    kind: Kind | None = None
    entries: tuple[Entry, ...] = ()
    anchor: Name | None = None
    own: str = ""
    alt: tuple[str, ...] = ()
    reason: Reason = Reason.PATTERN
    inside: bool = False
    entity: str = ""


@dataclass(slots=True)
class Reading:
    """The units of a document and what was found in them; paragraphs are (first unit, last unit, role).

    `starts` are where the units start and, as the last, where the text ends: units leave no gaps.
    """

    plain: Plain
    units: list[Unit]
    starts: list[int]
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    _by_marks: dict[int, list[int]] = field(init=False, repr=False)
    _found: dict[int, list[int]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_marks = defaultdict(list)
        marks = list(map(_marks, self.units))
        for i, held in compress(enumerate(marks), marks):
            self._by_marks[held].append(i)

    def marked(self, marks: int) -> list[int]:
        """The units that have any of the marks (bits of `kg.parse.flags`), in order."""
        found = self._found.get(marks)
        if found is None:
            found = self._found[marks] = []
            for held, units in self._by_marks.items():
                if held & marks:
                    found += units
            found.sort()
        return found

    def unit_at(self, start: int) -> int:
        """The unit that a place of the plain text is in."""
        return bisect_right(self.starts, start) - 1

    def names_between(self, start: int, end: int) -> list[Name]:
        """The names that stand between two places of the plain text, in order."""
        names = self.names
        first = bisect_left(names, start, key=_start)
        return names[first : bisect_left(names, end, first, key=_start)]

    def governed(self, i: int, *relations: Relation, but: Relation | None = None) -> bool:
        """True where a trigger of one of the relations, and not of `but`, is in the clause at or before unit i."""
        farthest = max(-1, i - FARTHEST)
        while i > farthest:
            u = self.units[i]
            if u.marks & flags.ENDS_REACH:
                return False
            if u.word.relations and not u.word.relations.isdisjoint(relations) and but not in u.word.relations:
                return True
            i -= 1
        return False


@dataclass(slots=True)
class Part:
    """A body and the one that it belongs to, with the name that says so; `entry` where a vocabulary knows it."""

    child: str
    parent: str
    name: Name
    entry: str = ""


class Qualified(NamedTuple):
    """What qualifies a fact: a quality, the values of its fields, and the plain span of the words that say it."""

    quality: str
    values: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class Fact:
    """A relation between two entities, with the plain span of the words that it was read from, and what read it.

    `likelihood` is how likely it is that it is so, 0 to 1; 0 where that was not weighed.
    """

    subject: str
    relation: Relation
    object: str
    start: int
    end: int
    modality: Modality = Modality.ASSERTED
    trigger: str = ""
    speaker: str = ""
    derived_from: str = ""
    read_by: str = ""
    qualifiers: tuple[Qualified, ...] = ()
    likelihood: float = 0.0


@dataclass(slots=True)
class Linked:
    """The entities of a reading by IRI, and which body belongs to which.

    `parents` holds the place or body that the name of an entity begins with, for those that no vocabulary knows;
    `vague` are those of which the text does not say which of several of the name they are, `meant` says how likely
    those are meant that were weighed, 0 to 1.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    focus: str = ""
    parents: dict[str, str] = field(default_factory=dict)
    vague: set[str] = field(default_factory=set)
    meant: dict[str, float] = field(default_factory=dict)


def parse(view: str, paragraphs: Iterable[tuple[int, int, str]], lexicon: Lexicon) -> Reading:
    """The reading of a view, without names yet; paragraphs are (start, end, role) in the view."""
    text = Plain(view)
    starts, units = chunk(text, lexicon)
    found = []
    for start, end, role in paragraphs:
        first, last = bisect_left(starts, text.index(start)), bisect_right(starts, text.index(end)) - 1
        if last > first:
            found.append((first, last, role))
    return Reading(text, units, starts, found)
