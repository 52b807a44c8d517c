"""When, how much, and where to: what qualifies the facts of a reading, each with its own words.

`READERS` has for each of `kg.model.QUALITIES` what reads it from the clause in which a fact is told. A fact is looked
at by itself, whatever construction read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from kg.parse.reading import Fact, Qualified, Reading
from kg.qualify.calendar import day_of
from kg.qualify.clauses import Told
from kg.qualify.quantity import quantity
from kg.qualify.times import times
from kg.qualify.when import when
from kg.qualify.where_to import where_to
from kg.relations import defined
from kg.words.lexicon import Lexicon

Reader: TypeAlias = Callable[[Told, date | None], Iterator[tuple[tuple[str, ...], int, int]]]
"""What gives the values of a quality's fields and where their words stand, of a fact and the day of its text."""

READERS: Final[Mapping[str, Reader]] = {"when": when, "quantity": quantity, "whereTo": where_to}


def qualify(reading: Reading, facts: Iterable[Fact], issued: str, lexicon: Lexicon) -> list[Fact]:
    """The facts, each with what qualifies it; `issued` is the ISO date of the text, or empty.

    What lasts (`kg:lasting`: that a body is part of another) is not qualified, nor is what a vocabulary knows.
    """
    day = day_of(issued)
    return [_qualified(Told.of(fact, reading, lexicon), day) if _done(fact) else fact for fact in facts]


def dated(reading: Reading, issued: str, lexicon: Lexicon) -> Callable[[int, int], Iterator[tuple[int, int, str, str]]]:
    """What finds the times between two places of the reading's text: where each stands, its first and its last day.

    A day that is not known is empty; `issued` is the ISO date of the text, or empty.
    """
    day, text = day_of(issued), reading.plain.text

    def found(start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
        for time in times(lexicon).found(text, start, end, day):
            first, last = (bound.isoformat() if bound is not None else "" for bound in time.span)
            yield time.start, time.end, first, last

    return found


def _done(fact: Fact) -> bool:
    return not fact.derived_from and not defined(fact.relation).lasting


def _qualified(told: Told, day: date | None) -> Fact:
    found = tuple(
        Qualified(name, values, start, end)
        for name, reader in READERS.items()
        for values, start, end in reader(told, day)
    )
    return replace(told.fact, qualifiers=found) if found else told.fact
