"""What the tables of the grammar hold: a rule with its name, its example, and when it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

C = TypeVar("C")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Refusal(Generic[C]):
    """Why a candidate is no name.

    In `example` the candidate stands in ⟦⟧: a text in which it is no name, and would be one without this refusal.
    """

    name: str
    example: str
    holds: Callable[[C], bool]


@dataclass(frozen=True, slots=True)
class Stop(Generic[C]):
    """What a name does not begin before; in `example` the name stands in ⟦⟧, which would be longer without it."""

    name: str
    example: str
    holds: Callable[[C], bool]


@dataclass(frozen=True, slots=True)
class Seat(Generic[C, G]):
    """What a candidate is given, where the seat holds; in `example` it stands in ⟦⟧."""

    name: str
    example: str
    gives: Callable[[C], G]
    holds: Callable[[C], bool]


def refused(table: Sequence[Refusal[C]], candidate: C) -> bool:
    """True where one of the table's refusals holds."""
    for refusal in table:  # noqa: SIM110  # a third faster than any()
        if refusal.holds(candidate):
            return True
    return False


def stopped(table: Sequence[Stop[C]], step: C) -> bool:
    """True where one of the table's stops holds."""
    for stop in table:  # noqa: SIM110
        if stop.holds(step):
            return True
    return False


def seated(table: Sequence[Seat[C, G]], candidate: C, otherwise: G) -> G:
    """What the first seat that holds gives, or `otherwise` where none does."""
    for seat in table:
        if seat.holds(candidate):
            return seat.gives(candidate)
    return otherwise
