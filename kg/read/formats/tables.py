"""Tables to lines: a row on a line with a tab between its cells, or the lines of the cells where it lays out a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

CELL_LINE = "\u2028"
"""Stands between the lines of one cell."""

_LONG = 40  # characters of a line that is no longer a fact of a row but of a text
_WIDEST = 64  # columns that a cell may span


class Cell(NamedTuple):
    """The lines of a cell and how many columns and rows it spans; `nested` is True where it holds a table."""

    lines: tuple[str, ...]
    nested: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The cell on one line."""
        return CELL_LINE.join(" ".join(line.split()) for line in self.lines)


_EMPTY = Cell(())


def row_lines(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    r"""The lines of a table.

    A cell over several columns or rows stands in the first of them, and the others are empty. A table lays out a page
    where its rows have one cell, where a cell holds a table, or where most of its text stands in cells of several long
    lines; its cells' lines are then given as they are.

    >>> list(row_lines([[Cell(("城市体检",)), Cell(("住建局", "财政局"))]]))
    ['城市体检\t住建局\u2028财政局']
    >>> list(row_lines([[Cell(("城市体检",)), Cell(("住建局",), rows=2)], [Cell(("垃圾分类",))]]))
    ['城市体检\t住建局', '垃圾分类\t']
    >>> list(row_lines([[Cell(("第一段。", "第二段。"))]]))
    ['第一段。', '第二段。']
    """
    if _lays_out(rows):
        yield from (line for row in rows for cell in row for line in cell.lines)
    else:
        yield from ("\t".join(cell.text for cell in row) for row in _even(rows) if any(cell.lines for cell in row))


def _lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for a table that lays out a page (see `row_lines`)."""
    cells = [cell for row in rows for cell in row]
    size = sum(len(line) for cell in cells for line in cell.lines)
    running = sum(len(line) for cell in cells if len(cell.lines) > 1 for line in cell.lines if len(line) > _LONG)
    return any(cell.nested for cell in cells) or running * 2 > size or all(len(row) < 2 for row in rows)


def _even(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """The rows with an empty cell wherever another one reaches; a row of one cell over them all has that cell alone."""
    reaching: dict[int, int] = {}
    for row in rows:
        made: list[Cell] = []
        taken, reaching = reaching, {column: left - 1 for column, left in reaching.items() if left > 1}
        for cell in row:
            while len(made) in taken:
                made.append(_EMPTY)
            if cell.rows > 1:
                reaching |= {len(made) + k: cell.rows - 1 for k in range(min(cell.columns, _WIDEST))}
            made += [cell, *[_EMPTY] * (min(cell.columns, _WIDEST) - 1)]
        while len(made) in taken:
            made.append(_EMPTY)
        yield made[:1] if len(row) == 1 and not taken else made
