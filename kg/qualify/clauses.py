"""The clause in which a fact is told, and what stands around it in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Final

from kg.model import Modality
from kg.parse.reading import Fact, Name, Reading
from kg.parse.units import STOPS, Unit
from kg.words.grammar import Cue, TimeSense
from kg.words.lexicon import Lexicon

FARTHEST: Final = 400
"""Characters of a sentence that are looked at on either side of a fact."""

_start = attrgetter("start")
_STOPS: Final = (*sorted(STOPS), "…")
_PARTS: Final = re.compile("[，：]")
_BRACKETS: Final = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact in its place: `start` and `end` are its clause's, `opens` and `closes` its sentence's, in plain text.

    `verb` is where the word that carries the fact stands, or where the fact begins; `names` are those of the clause,
    less what they hold.
    """

    fact: Fact
    reading: Reading
    lexicon: Lexicon
    start: int
    end: int
    opens: int
    closes: int
    verb: int
    names: Sequence[Name]

    @classmethod
    def of(cls, fact: Fact, reading: Reading, lexicon: Lexicon) -> Told:
        """The fact in its place."""
        text = reading.plain.text
        opens = 1 + max(text.rfind(c, max(0, fact.start - FARTHEST), fact.start) for c in _STOPS)
        opens = max(opens, fact.start - FARTHEST, 0)
        last = min(len(text), fact.end + FARTHEST)
        closes = min((at for c in _STOPS if (at := text.find(c, fact.end, last)) >= 0), default=last)
        start = opens + max((m.end() for m in _PARTS.finditer(hidden(text[opens : fact.start]))), default=0)
        ahead = _PARTS.search(hidden(text[fact.end : closes]))
        end = fact.end + ahead.start() if ahead else closes
        at = text.find(fact.trigger, fact.start, fact.end) if fact.trigger else -1
        inside = [n for n in reading.names_between(start, end) if not n.inside]
        return cls(fact, reading, lexicon, start, end, opens, closes, at if at >= 0 else fact.start, inside)

    @property
    def text(self) -> str:
        """The plain text of the document."""
        return self.reading.plain.text

    @property
    def recurrent(self) -> tuple[str, ...]:
        """The words that say that something is done again and again: 每年."""
        return tuple(self.lexicon.roles[Cue.RECURRENT])

    @property
    def local(self) -> tuple[str, ...]:
        """The words that introduce a time: 于."""
        return tuple(self.lexicon.times[TimeSense.LOCAL])

    @property
    def planned(self) -> bool:
        """True where the fact is of a plan."""
        return self.fact.modality is Modality.PLANNED

    def before(self) -> list[tuple[int, int]]:
        """Where the clauses before this one in its sentence start and end, the nearest first."""
        marks = _PARTS.finditer(hidden(self.text[self.opens : self.start]))
        edges = [self.opens, *(self.opens + m.end() for m in marks)]
        return [(a, b - 1) for a, b in pairwise(edges)][::-1]

    def object(self) -> Name | None:
        """The name of the fact's object in its clause."""
        found = [n for n in self.names if n.entity == self.fact.object]
        return min(found, key=lambda n: abs(n.start - self.verb), default=None)

    def named(self, start: int, end: int) -> bool:
        """True where a stretch is part of a name."""
        i = bisect_right(self.names, start, key=_start)  # outer names are in order and apart
        return i > 0 and end <= self.names[i - 1].end

    def has(self, role: Cue, start: int, end: int) -> bool:
        """True where a word of the role stands between two places, and is not the fact's own."""
        words = self.lexicon.roles.get(role, frozenset())
        return any(u.text in words for u in self.units(start, end))

    def units(self, start: int, end: int) -> Iterator[Unit]:
        """The words between two places that no name holds."""
        if start < end:
            reading = self.reading
            for u in reading.units[reading.unit_at(start) : reading.unit_at(end - 1) + 1]:
                if start <= u.start and u.end <= end and not self.named(u.start, u.end):
                    yield u


def hidden(text: str) -> str:
    """The text with what stands in brackets made into other characters, as many, so that no mark in it counts."""
    return _BRACKETS.sub(lambda m: "（" + "…" * (len(m[0]) - 2) + "）", text)
