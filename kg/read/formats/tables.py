"""Tables to lines: a row on a line with a tab between its cells, or the lines of the cells where it lays out a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

CELL_LINE = "\u2028"
"""Stands between the lines of one cell."""

_LONG = 40  # characters of a line that is no longer a fact of a row but of a text


class Cell(NamedTuple):
    """The lines of a cell; `nested` is True where it holds a table."""

    lines: tuple[str, ...]
    nested: bool = False

    @property
    def text(self) -> str:
        """The cell on one line."""
        return CELL_LINE.join(" ".join(line.split()) for line in self.lines)


def row_lines(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    r"""The lines of a table.

    A table lays out a page where its rows have one cell, where a cell holds a table, or where most of its text stands
    in cells of several long lines; its cells' lines are then given as they are.

    >>> list(row_lines([[Cell(("城市体检",)), Cell(("住建局", "财政局"))]]))
    ['城市体检\t住建局\u2028财政局']
    >>> list(row_lines([[Cell(("第一段。", "第二段。"))]]))
    ['第一段。', '第二段。']
    """
    if _lays_out(rows):
        yield from (line for row in rows for cell in row for line in cell.lines)
    else:
        yield from ("\t".join(cell.text for cell in row) for row in rows if any(cell.lines for cell in row))


def _lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for a table that lays out a page (see `row_lines`)."""
    cells = [cell for row in rows for cell in row]
    size = sum(len(line) for cell in cells for line in cell.lines)
    running = sum(len(line) for cell in cells if len(cell.lines) > 1 for line in cell.lines if len(line) > _LONG)
    return any(cell.nested for cell in cells) or running * 2 > size or all(len(row) < 2 for row in rows)
