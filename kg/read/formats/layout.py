"""Characters with their places on a page to lines in the order of reading, and lines to paragraphs.

Reading goes down the columns of a page, or, where characters stand one under the other, from the right to the left.
Nothing here knows of PDF: it is geometry, in the units of the page, with y upwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kg.read.wraps import is_open


class Glyph(NamedTuple):
    """A character and its box."""

    char: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """Height of the box: the size of the type."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class Line(NamedTuple):
    """A line of text and its box; `size` is that of its type, `column` numbers the columns of a page in their order.

    One that stands `alone` is no part of running text, such as the row of a table.
    """

    text: str
    left: float
    bottom: float
    right: float
    size: float
    column: int = 0
    alone: bool = False


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in the order of reading."""
    seen = _once(glyphs)
    if not seen:
        return []
    if is_vertical(seen):
        seen = [Glyph(g.char, -g.top, g.left, -g.bottom, g.right) for g in seen]
    pieces = _pieces(seen)
    return [
        _line(group, column) for column, region in enumerate(_columns(pieces)) for group in _rows(region)
    ]  # fmt: skip


def rows_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of what stands in one place, such as a cell, from the top."""
    seen = _once(glyphs)
    return [_line(group, 0) for group in _rows(_pieces(seen))] if seen else []


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters without those that are printed over themselves to look bold."""
    found: dict[tuple[str, int, int], Glyph] = {}
    for g in glyphs:
        step = max(g.size / 3, 1)
        found.setdefault((g.char, round(g.left / step), round(g.bottom / step)), g)
    return list(found.values())


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """True where most characters stand under the one before them and not beside it.

    >>> is_vertical([Glyph(c, 10, 90 - 12 * n, 20, 100 - 12 * n) for n, c in enumerate("城市体检工作")])
    True
    """
    down = beside = 0
    for a, b in pairwise(glyphs):
        across, under, size = abs(b.left - a.left), a.middle - b.middle, a.size
        down += across < 0.3 * size and 0.5 * size < under < 2.5 * size
        beside += abs(under) < 0.3 * size and across > 0.3 * size
    return down > 3 and down > 2 * beside


# --- pieces: characters side by side --------------------------------------------------------------------------------

_Piece = list[Glyph]


def _pieces(glyphs: Sequence[Glyph]) -> list[_Piece]:
    """Characters side by side, put together where no more than a wide blank is between them."""
    pieces: list[_Piece] = []
    near: dict[int, list[_Piece]] = {}
    step = max(median(g.size for g in glyphs) / 2, 1)
    for g in sorted(glyphs, key=lambda g: g.left):
        band = round(g.middle / step)
        best = None
        for piece in (p for k in (band - 1, band, band + 1) for p in near.get(k, ())):
            last = piece[-1]
            size = max(last.size, g.size)
            close = -0.6 * size < g.left - last.right < 1.1 * size and abs(g.middle - last.middle) < 0.45 * size
            if close and (best is None or last.right > best[-1].right):
                best = piece
        if best is None:
            best = []
            pieces.append(best)
            near.setdefault(band, []).append(best)
        best.append(g)
    return pieces


def _middle(piece: _Piece) -> float:
    return median(g.middle for g in piece)


def _size(piece: _Piece) -> float:
    return median(g.size for g in piece)


# --- columns --------------------------------------------------------------------------------------------------------


def _columns(pieces: list[_Piece]) -> list[list[_Piece]]:
    """The regions of a page in the order of reading: what crosses the gutter parts the columns above and below it."""
    gutter = _gutter(pieces)
    if gutter is None:
        return [pieces]
    regions: list[list[_Piece]] = []
    left: list[_Piece] = []
    right: list[_Piece] = []
    across: list[_Piece] = []
    for piece in sorted(_parted(pieces, gutter), key=lambda p: -_middle(p)):
        if piece[0].left < gutter < piece[-1].right:
            regions += [r for r in (left, right) if r]
            left, right = [], []
            across.append(piece)
            continue
        if across:
            regions.append(across)
            across = []
        (left if piece[-1].right <= gutter else right).append(piece)
    return regions + [r for r in (left, right, across) if r]


def _parted(pieces: Sequence[_Piece], x: float) -> list[_Piece]:
    """The pieces, those that have room around `x` cut there: a line that nearly touches the next column."""
    found: list[_Piece] = []
    for piece in pieces:
        k = next((k for k, (a, b) in enumerate(pairwise(piece), 1) if a.right <= x <= b.left), 0)
        room = piece[k].left - piece[k - 1].right if k else 0.0
        found += [piece[:k], piece[k:]] if room > 0.4 * piece[0].size else [piece]
    return found


def _gutter(pieces: list[_Piece]) -> float | None:
    """Where a page is parted in two columns of running text, if it is: lines that fill either side, and few across."""
    long = [p for p in pieces if len(p) >= 8]
    if not long:
        return None
    size = median(map(_size, long))
    places = sorted({round(p[0].left - size / 4) for p in long})
    crossing = {x: crossed for x in places if (crossed := _crossing(long, x)) is not None}
    return min(crossing, key=lambda x: (crossing[x], x), default=None)


def _crossing(long: list[_Piece], x: float) -> int | None:
    """How many lines cross a place that parts two columns; None where it parts none."""
    lines = [p for p in _parted(long, x) if len(p) >= 8]
    lefts = [p for p in lines if p[-1].right <= x]
    rights = [p for p in lines if p[0].left >= x]
    fewer, crossing = min(len(lefts), len(rights)), len(lines) - len(lefts) - len(rights)
    return crossing if fewer >= 3 and crossing * 2 <= fewer and _fills(lefts) and _fills(rights) else None


def _fills(pieces: list[_Piece]) -> bool:
    """True where most lines of a column are as wide as it, as those of running text and not of a table are."""
    widest = max(p[-1].right - p[0].left for p in pieces)
    return sum(p[-1].right - p[0].left > 0.85 * widest for p in pieces) * 2 >= len(pieces)


# --- lines ----------------------------------------------------------------------------------------------------------


def _rows(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces of a region line by line, from the top."""
    row: list[_Piece] = []
    height = 0.0
    for piece in sorted(pieces, key=lambda p: -_middle(p)):
        if row and height - _middle(piece) > 0.5 * max(_size(piece), _size(row[-1])):
            yield sorted(row, key=lambda p: p[0].left)
            row = []
        if not row:
            height = _middle(piece)
        row.append(piece)
    if row:
        yield sorted(row, key=lambda p: p[0].left)


def _line(pieces: list[_Piece], column: int) -> Line:
    glyphs = [g for piece in pieces for g in piece]
    size = _size(glyphs)
    gaps = [b.left - a.right for a, b in pairwise(glyphs)]
    usual = median(gaps) if len(gaps) > 2 else 0.0
    usual = max(usual, 0.0)
    spread = len(gaps) > 2 and usual > 0.25 * size  # letters set apart, as in a letterhead
    text = [glyphs[0].char]
    for (a, b), gap in zip(pairwise(glyphs), gaps, strict=True):
        text += [_blank(a.char, b.char, gap - usual, gap - usual if spread else gap, size), b.char]
    return Line("".join(text), glyphs[0].left, min(g.bottom for g in glyphs), glyphs[-1].right, size, column)


def is_wide(char: str) -> bool:
    """True for Chinese characters, beside which a space says something; beside digits and marks it is of the font.

    >>> is_wide("办"), is_wide("2"), is_wide("，")
    (True, False, False)
    """
    return "\u3400" <= char <= "\u9fff" or char > "\U00020000"


def _blank(before: str, after: str, more: float, gap: float, size: float) -> str:
    """What stands for the room between two characters: a tab, a blank, or nothing; `more` is it beyond the usual."""
    if gap > 2.2 * size:
        return "\t"
    if gap > 0.7 * size:
        return "\u3000"
    if is_wide(before) and is_wide(after):
        return " " if more > 0.18 * size else ""
    latin = before.isascii() and after.isascii() and (before.isalnum() or after.isalnum())
    return " " if latin and gap > (0.6 if before.isdigit() and after.isdigit() else 0.2) * size else ""


# --- paragraphs -----------------------------------------------------------------------------------------------------


def paragraphs_of(pages: Sequence[list[Line]], apart: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """The text of each line with its page, a line end before it where a paragraph begins.

    A line goes on with the one before it where that one is as wide as its column, the line is not set in, both are of
    one size, and no more room is between them than between others.
    """
    margins = _margins(pages)
    last: Line | None = None
    before = -1
    for page, lines in enumerate(pages):
        leading = _leading(lines)
        for line in lines:
            if last is None:
                yield page, line.text
            elif (
                not (line.alone or last.alone)
                and not (apart(line.text) or apart(last.text))
                and _continues(last, line, margins, leading if page == before else 0.0)
            ):
                yield page, _seam(last.text, line.text) + line.text
            else:
                yield page, "\n" + line.text
            last, before = line, page


class _Margins(NamedTuple):
    """The columns that most lines stand in, by their left edge in order, with the right edge of each."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]

    def of(self, line: Line) -> tuple[float, float] | None:
        """Left and right edge of the column that a line stands in."""
        i = bisect_left(self.lefts, line.left + line.size) - 1
        while i >= 0:
            if self.rights[i] >= line.left:
                return self.lefts[i], self.rights[i]
            i -= 1
        return None


def _margins(pages: Sequence[list[Line]]) -> _Margins:
    """The columns of all pages: left edges at which two lines or more begin, the right edge of their widest line."""
    lines = [line for page in pages for line in page if len(line.text) >= 8 and not line.alone]
    starts = Counter(round(line.left / 3) for line in lines)
    fewest = 2 if len(lines) > 3 else 1
    edges: dict[float, float] = {}
    for key in sorted(key for key, times in starts.items() if times >= fewest):
        group = [line for line in lines if abs(round(line.left / 3) - key) <= 1]
        left, right, near = _extent(group)
        nearest = max((e for e in edges if left - e < near), default=left)
        edges[nearest] = max(edges.get(nearest, right), right)  # the first lines of paragraphs are set in
    return _Margins(tuple(sorted(edges)), tuple(edges[e] for e in sorted(edges)))


def _extent(lines: list[Line]) -> tuple[float, float, float]:
    """Left and right edge of lines, and how far a paragraph's first line may be set in."""
    return min(line.left for line in lines), max(line.right for line in lines), 3 * lines[0].size


def _leading(lines: list[Line]) -> float:
    """The usual distance between the lines of a page, 0 where it has too few."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.column == b.column and a.bottom > b.bottom]
    return median(steps) if len(steps) > 2 else 0.0


def _continues(last: Line, line: Line, margins: _Margins, leading: float) -> bool:
    before, here = margins.of(last), margins.of(line)
    if before is None or here is None or "\t" in last.text or "\t" in line.text:
        return False
    if last.right > before[1] + last.size:  # a title over two columns
        return False
    full = last.right + unit(line.text) * last.size > before[1] - 0.4 * last.size
    full = full or (is_open(last.text) and last.right - before[0] > 0.85 * (before[1] - before[0]))
    set_in = line.left > here[0] + 1.2 * line.size
    apart = bool(leading) and last.column == line.column and last.bottom - line.bottom > 1.5 * leading
    return full and not set_in and not apart and abs(last.size - line.size) < 0.15 * last.size


_FIRST = re.compile(r"[“‘「『（《〈【(\[]*(?:[A-Za-z0-9%.,:/-]+|.)[”’」』）》〉】)\]，。、；：！？…—]*")


def unit(text: str) -> float:
    """How wide the first part of a line is that no line may end within, in characters: it did not fit any more.

    >>> unit("案》，明确"), unit("2024年")
    (3.0, 2.0)
    """
    found = _FIRST.match(text)
    return sum(0.5 if c.isascii() else 1.0 for c in found[0]) if found else 1.0


def _seam(before: str, after: str) -> str:
    """A blank between two words of Latin letters that a line end parted.

    >>> _seam("智慧平台City", "Brain"), _seam("推进城镇老", "旧小区改造")
    (' ', '')
    """
    a, b = before[-1], after[0]
    return " " if a.isascii() and a.isalpha() and b.isascii() and b.isalpha() else ""
