"""Pages to lines: running text by its lines and columns, and between it the rows of ruled tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.read.formats.layout import Glyph, Line, is_vertical, lines_of, rows_of, unit
from kg.read.formats.ruled import Box, Grid
from kg.read.formats.tables import Cell, row_lines
from kg.read.wraps import is_open

_BESIDE = 8  # characters that may stand beside a table that is not inside a column of text
_BLANK = str.maketrans("\t\n", "\u3000 ")


def page_lines(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[Line]:
    """The lines of a page in the order of reading; each row of a table is one, with its cells between tabs."""
    rest = list(glyphs)
    found: list[Line] = []
    for grid in grids if not is_vertical(glyphs) else ():
        above, within, below = _parted(rest, grid)
        if within is not None:
            found += [*lines_of(above), *_table(grid, within)]
            rest = below
    return [*found, *lines_of(rest)]


def _parted(glyphs: Sequence[Glyph], grid: Grid) -> tuple[list[Glyph], list[list[Glyph]] | None, list[Glyph]]:
    """What stands above a table, in each of its cells, and below; None for the cells where text stands beside it."""
    cells: list[list[Glyph]] = [[] for _ in grid.boxes]
    above: list[Glyph] = []
    below: list[Glyph] = []
    beside = 0
    for g in glyphs:
        inside = grid.box((g.left + g.right) / 2, g.middle)
        if inside is not None:
            cells[inside].append(g)
        else:
            beside += grid.ys[0] < g.middle < grid.ys[-1]
            (below if g.middle < grid.ys[0] else above).append(g)
    filled = {box.column for box, own in zip(grid.boxes, cells, strict=True) if own}
    return above, cells if beside <= _BESIDE and len(filled) > 1 else None, below


def _table(grid: Grid, cells: Sequence[list[Glyph]]) -> Iterator[Line]:
    """The rows of a table as lines."""
    written = [rows_of(own) for own in cells]
    edge = _edge(grid.boxes, written)
    rows: dict[int, list[Cell]] = {}
    for box, lines in zip(grid.boxes, written, strict=True):
        row = rows.setdefault(box.row, [])
        row += [Cell(())] * (box.column - len(row))
        row.append(Cell(tuple(_paragraphs(lines, box, edge))))
    size = next((line.size for lines in written for line in lines), 1.0)
    for text in row_lines([rows[n] for n in sorted(rows)]):
        yield Line(text, grid.xs[0], grid.ys[0], grid.xs[-1], size, alone=True)


def _edge(boxes: Sequence[Box], written: Sequence[Sequence[Line]]) -> float:
    """The room between text and rule that a table's cells have at least."""
    gaps = (
        min(line.left - box.left, box.right - line.right)
        for box, lines in zip(boxes, written, strict=True)
        for line in lines
    )
    return max(min(gaps, default=0.0), 0.0)


def _paragraphs(lines: Sequence[Line], box: Box, edge: float) -> Iterator[str]:
    """The lines of a cell, each with what a wrap parted from it: that for which no room was left."""
    text = ""
    room = box.right - box.left - 2 * edge
    for last, line in zip((None, *lines), lines, strict=False):
        written = line.text.translate(_BLANK)
        left = room - (last.right - last.left) if last else 0.0
        if last is None or (is_open(last.text) and left < (unit(line.text) + 0.4) * line.size):
            text += written
        else:
            yield text
            text = written
    if text:
        yield text
