"""Who does what by tables of tasks: the bodies of one cell undertake the programmes of another in its row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from kg.model import EntityType, R, T
from kg.parse.reading import Fact, Name, Reading

_Span = tuple[int, int]
_start = attrgetter("start")


def charges(reading: Reading, rows: Sequence[tuple[Sequence[_Span], Sequence[_Span]]]) -> Iterator[Fact]:
    """The facts of the rows of tables of tasks: spans of the view that say what is done, and who is in charge.

    The words of a fact go from the programme to the body, by way of the cells between them.
    """
    for tasks, charge in rows:
        programs = [n for span in tasks for n in _named(reading, span, T.PROGRAM)]
        for body in (n for span in charge for n in _named(reading, span, T.ORGANIZATION)):
            for program in programs:
                start, end = min(program.start, body.start), max(program.end, body.end)
                yield Fact(body.entity, R.UNDERTAKES, program.entity, start, end, read_by="table of tasks")


def _named(reading: Reading, span: _Span, type_: EntityType) -> Iterator[Name]:
    """The names of a type in a span of the view that are not inside others."""
    names = reading.names
    start, end = reading.plain.index(span[0]), reading.plain.index(span[1])
    for name in names[bisect_left(names, start, key=_start) : bisect_left(names, end, key=_start)]:
        if name.type is type_ and not name.inside:
            yield name
