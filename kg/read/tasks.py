"""Lines of tables to tasks: what is to be done, and who is in charge of it.

A table of tasks has a head whose cells say so (重点任务, 责任单位); its cells are parted by tabs. Which words the heads
use stands in `ontology/fields.ttl`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.read.fields import Labels

_Span = tuple[int, int]
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")
_LONGEST = 40  # characters of a heading across a table


class Task(NamedTuple):
    """A row of a table of tasks: spans of the view that say what is to be done, and who is in charge."""

    tasks: tuple[_Span, ...]
    charge: tuple[_Span, ...]


@dataclass(slots=True)
class Cells:
    """The lines of a text, those of tables of tasks cut into cells.

    `rows` gives for a line that is a cell its row and column; `columns` gives for a table, by the number of its first
    row, the columns that hold tasks and those that hold who is in charge; `headed` are the rows below a heading that
    stands across a table.
    """

    spans: list[_Span]
    rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    columns: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict)
    headed: set[int] = field(default_factory=set)

    def in_charge(self, line: int) -> bool:
        """True for a cell that says who is in charge."""
        row, column = self.rows[line]
        table = max(first for first in self.columns if first <= row)
        return row > table and column in self.columns[table][1]


def cells_of(shown: str, lines: list[_Span], known: Labels) -> Cells:
    """The lines of a text, those of tables of tasks cut into cells."""
    if "\t" not in shown:
        return Cells(lines)
    cells = Cells([])
    row = width = 0
    groups = _groups(shown, lines)
    rows = [_row(shown, group) for group in groups]
    texts = [shown[start:end].split("\t") for start, end in rows]
    for i, group in enumerate(groups):
        heads = _heads(texts[i], known)
        across = heads is None and _is_across(texts[i]) and i + 1 < len(texts) and 1 < len(texts[i + 1]) <= width
        if heads is not None:
            cells.columns[row], width = heads, len(texts[i])
        elif not across and not 1 < len(texts[i]) <= width:
            width = 0
        if across:
            cells.headed.add(row)
        if across or not width:
            cells.spans += [_stripped(shown, s, e) for s, e in group] if across else group
            continue
        _cut(cells, shown, group, rows[i][0], texts[i], row)
        row += 1
    return cells


def _is_across(texts: Sequence[str]) -> bool:
    """True for a row that may be a heading across a table: one text, numbered where it has empty cells beside it."""
    first = texts[0].strip()
    alone = not any(text.strip() for text in texts[1:])
    return (
        alone and 1 < len(first) <= _LONGEST and "。" not in first and (len(texts) == 1 or bool(_NUMBERED.match(first)))
    )


def _row(shown: str, group: Sequence[_Span]) -> _Span:
    """The span of a row with the tabs of its empty cells at either end."""
    start, end = group[0][0], group[-1][1]
    while start and shown[start - 1] == "\t":
        start -= 1
    while end < len(shown) and shown[end] == "\t":
        end += 1
    return start, end


def _cut(cells: Cells, shown: str, group: Sequence[_Span], at: int, texts: Sequence[str], row: int) -> None:
    """Add the cells of a row that begins at an offset."""
    for column, text in enumerate(texts):
        for s, e in _within(group, at, at + len(text)):
            if shown[s:e].strip():
                cells.rows[len(cells.spans)] = row, column
                cells.spans.append(_stripped(shown, s, e))
        at += len(text) + 1


def _groups(shown: str, lines: Sequence[_Span]) -> list[list[_Span]]:
    """The lines, those of one row together: between the lines of a cell stands a line separator."""
    groups: list[list[_Span]] = []
    for span in lines:
        if groups and "\n" not in (gap := shown[groups[-1][-1][1] : span[0]]) and "\u2028" in gap:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _within(group: Sequence[_Span], start: int, end: int) -> list[_Span]:
    return [(max(s, start), min(e, end)) for s, e in group if s < end and e > start]


def _stripped(shown: str, start: int, end: int) -> _Span:
    text = shown[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _heads(texts: Sequence[str], known: Labels) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The columns of tasks and of those in charge, for the head of a table of tasks."""
    if len(texts) < 2:
        return None
    names = ["".join(text.split()) for text in texts]
    for i in range(1, len(names)):
        names[i] = names[i] or names[i - 1]  # one head over several columns
    charge = tuple(i for i, name in enumerate(names) if known.charge.fullmatch(name))
    tasks = tuple(i for i, name in enumerate(names) if i not in charge and known.task.fullmatch(name))
    return (tasks, charge) if tasks and charge else None


def tasks_of(cells: Cells, spans: Sequence[_Span], paragraph: Sequence[int]) -> tuple[Task, ...]:
    """The rows of the tables of tasks, by the spans of paragraphs and the paragraph of each line.

    An empty cell says what the one above it says, as cells that are put together over several rows do, but not across
    a heading.
    """
    grid: dict[int, dict[int, list[_Span]]] = {}
    for line, (row, column) in cells.rows.items():
        grid.setdefault(row, {}).setdefault(column, []).append(spans[paragraph[line]])
    tasks: list[Task] = []
    columns: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    above: dict[int, list[_Span]] = {}
    for row in sorted(grid):
        if row in cells.columns:
            columns, above = cells.columns[row], {}
            continue
        if row in cells.headed:
            above = {}
        above = {c: grid[row].get(c) or above.get(c, []) for c in (*columns[0], *columns[1])}
        said, charge = (tuple(span for c in kind for span in above[c]) for kind in columns)
        if said and charge:
            tasks.append(Task(said, charge))
    return tuple(tasks)
