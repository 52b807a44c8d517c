"""What stands around the names of a reading, looked up once for all that is asked of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from typing import Final

from kg.model import EntityType
from kg.parse import flags
from kg.parse.reading import Reading
from kg.parse.units import Unit
from kg.weigh.likelihood import step
from kg.words.entries import Word

_KEPT: Final = 1 << 14  # words of which it is remembered what they say
_AWAY = (0, 1, 2, 4, 8)
_FARTHEST_VERB = 30  # units of a clause between a verb and its object


class Around:
    """What stands around the names of a reading."""

    def __init__(self, reading: Reading) -> None:
        """Index the names by where they begin and end."""
        self.reading = reading
        self.first: dict[int, EntityType] = {n.first: n.type for n in reading.names}
        self.last: dict[int, EntityType] = {n.last: n.type for n in reading.names}
        self._acts, self._ends = reading.marked(flags.ACTS), reading.marked(flags.ENDS_REACH)
        self.stops = reading.marked(flags.STOP)
        self._paragraphs = [first for first, _, _ in reading.paragraphs]

    @cached_property
    def quotes(self) -> frozenset[tuple[int, int]]:
        """The plain spans that stand in quotation marks."""
        return frozenset(self.reading.plain.quotes)

    def paragraph(self, unit: int) -> int:
        """Which paragraph a unit is in; -1 for what is in none."""
        return bisect_right(self._paragraphs, unit) - 1

    def role(self, unit: int) -> str:
        """The role of the paragraph that a unit is in."""
        n = self.paragraph(unit)
        return self.reading.paragraphs[n][2] if n >= 0 else ""

    def taken(self, unit: int) -> tuple[str, ...]:
        """What the verb is that takes what begins with a unit."""
        verb = self.verb(unit)
        return ("no verb",) if verb is None else taken_by(verb[0].text, verb[0].word, verb[1])

    def verb(self, unit: int) -> tuple[Unit, int] | None:
        """The verb before a unit in its clause and how many units are between them, or None."""
        acts, ends = self._acts, self._ends
        n = bisect_left(acts, unit) - 1
        if n < 0 or unit - acts[n] > _FARTHEST_VERB:
            return None
        m = bisect_left(ends, unit) - 1
        return None if m >= 0 and ends[m] > acts[n] else (self.reading.units[acts[n]], unit - acts[n] - 1)

    def clause(self, unit: int) -> list[Unit]:
        """The units of its clause before a unit."""
        m = bisect_left(self._ends, unit) - 1
        return self.reading.units[max(unit - _FARTHEST_VERB, self._ends[m] + 1 if m >= 0 else 0) : unit]

    def sentences(self, first: int, last: int) -> int:
        """How many sentences end between two units."""
        return bisect_left(self.stops, last) - bisect_left(self.stops, first)

    def clauses(self, first: int, last: int) -> int:
        """How many clauses end between two units."""
        return bisect_left(self._ends, last) - bisect_left(self._ends, first)

    def side(self, side: str, i: int) -> tuple[str, ...]:
        """What stands at unit i, as what is before or after something."""
        units = self.reading.units
        if not 0 <= i < len(units):
            return (f"{side} nothing",)
        unit = units[i]
        return _beside(side, unit.text, unit.pos, unit.word, unit.marks)


@lru_cache(maxsize=_KEPT)
def _beside(side: str, text: str, pos: str, word: Word, marks: int) -> tuple[str, ...]:
    """What a word is beside something: a mark, or its part of speech and what it does."""
    if not text.isalnum():
        return (f"{side} {text[0] if text.strip() else 'a line end'}",)
    acts = (f"{side} a verb",) if marks & flags.ACTS else ()
    return (f"{side} pos {pos}", *acts, *(f"{side} {role.value}" for role in word.roles))


@lru_cache(maxsize=_KEPT)
def taken_by(text: str, word: Word, away: int) -> tuple[str, ...]:
    """What the verb is that takes something so many units after it.

    >>> from kg.model import Relation
    >>> sorted(taken_by("召开", Word(relations=frozenset({Relation.HOLDS})), 3))
    ['verb 4 away', 'verb can holds', 'verb 召开']
    """
    can = (f"verb can {relation.value}" for relation in word.relations)
    return (f"verb {text}", f"verb {step(away, _AWAY)} away", *can)
