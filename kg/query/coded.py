"""Rows held by columns: of a long answer only that is made of it which is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = tuple[Term | None, ...]

Turned = TypeVar("Turned")


@dataclass(frozen=True)
class Column:
    """A column of plain values (None where unbound), and the term that a value stands for.

    `codes` say for each row which of the values it has; without them each row has its own.
    """

    values: Sequence[Any]
    term: Callable[[Any], Term]
    codes: Sequence[int] | None = None

    @cached_property
    def terms(self) -> list[Term | None]:
        """The terms of the values."""
        return [None if value is None else self.term(value) for value in self.values]

    def each(self, made: Sequence[Turned]) -> Sequence[Turned]:
        """For each row what was made of its value.

        >>> Column(["城市", "乡村"], str, [1, 0, 1]).each([2, 3])
        [3, 2, 3]
        """
        return made if self.codes is None else [made[code] for code in self.codes]


class Coded(Sequence["Row"]):
    """Rows as columns hold them; terms are made when rows are looked at, each once."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Of columns of one length."""
        self.columns = columns

    def __len__(self) -> int:
        first = self.columns[0]
        return len(first.values if first.codes is None else first.codes)

    def __iter__(self) -> Iterator[Row]:
        return zip(*(column.each(column.terms) for column in self.columns), strict=True)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        """A row, or several."""
        return [*self][at]

    def turned(self, turn: Callable[[Term | None], Turned]) -> list[tuple[Turned, ...]]:
        """The rows with each of their terms turned, each once."""
        made = (column.each([turn(term) for term in column.terms]) for column in self.columns)
        return [*zip(*made, strict=True)]

    def plainly(self, turn: Callable[[Sequence[Any]], Sequence[Turned]]) -> Iterator[tuple[Turned, ...]]:
        """The rows with their plain values turned, those of a column together: no term is made."""
        return zip(*(column.each(turn(column.values)) for column in self.columns), strict=True)
