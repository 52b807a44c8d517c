"""What a PDF page draws to the rules of its tables: straight lines, thin boxes, and the edges of frames."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from kg.read.formats.ruled import Grid, Rule, grids_of

_THIN = 3.0  # units that a rule is thick at most
_SHORT = 6.0  # units below which no line is a rule
_MOST = 4000  # drawings of a page: one with more is a picture
_DEEPEST = 4  # forms within forms
_LINE, _MOVE = 0, 2

Matrix = tuple[float, float, float, float, float, float]
TURNS: tuple[Matrix, ...] = ((1, 0, 0, 1, 0, 0), (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What turns a page by so many quarters, clockwise."""

_Point = tuple[float, float]


class _Drawing(NamedTuple):
    """A path: its points by stretches that are drawn without lifting the pen, and whether they are filled."""

    stretches: list[list[_Point]]
    filled: bool


def tables_of(page: Any, raw: Any, turned: Matrix) -> list[Grid]:
    """The ruled tables of a page as it is shown (see `kg.read.formats.ruled`)."""
    across: list[Rule] = []
    down: list[Rule] = []
    for count, drawing in enumerate(_drawings(page, raw, turned)):
        if count == _MOST:
            return []
        for a, b in _lines(drawing):
            if abs(a[1] - b[1]) < 1 and abs(a[0] - b[0]) > _SHORT:
                across.append(Rule((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
            elif abs(a[0] - b[0]) < 1 and abs(a[1] - b[1]) > _SHORT:
                down.append(Rule((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
    return grids_of(across, down)


def _lines(drawing: _Drawing) -> Iterator[tuple[_Point, _Point]]:
    """The lines that a drawing shows: what it strokes, the middle of what it fills thinly, and the edges of frames."""
    for points in drawing.stretches:
        if not drawing.filled:
            yield from pairwise(points)
            continue
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        bottom, top = min(y for _, y in points), max(y for _, y in points)
        if top - bottom <= _THIN:
            yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
        elif right - left <= _THIN:
            yield ((left + right) / 2, bottom), ((left + right) / 2, top)
        elif len(drawing.stretches) > 1:
            yield from (((left, y), (right, y)) for y in (bottom, top))
            yield from (((x, bottom), (x, top)) for x in (left, right))


def _drawings(page: Any, raw: Any, turned: Matrix) -> Iterator[_Drawing]:
    """The drawings of a page and of the forms on it."""
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, i), raw, turned, 0)


def _within(shown: Any, raw: Any, outer: Matrix, depth: int) -> Iterator[_Drawing]:
    kind = raw.FPDFPageObj_GetType(shown)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        drawing = _drawing(shown, raw, times(_matrix(shown, raw), outer))
        if drawing is not None:
            yield drawing
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        matrix = times(_matrix(shown, raw), outer)
        for i in range(raw.FPDFFormObj_CountObjects(shown)):
            yield from _within(raw.FPDFFormObj_GetObject(shown, i), raw, matrix, depth + 1)


def _matrix(shown: Any, raw: Any) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shown, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does what `m` does and then what `n` does.

    >>> times(TURNS[1], TURNS[3]) == TURNS[0], times(TURNS[1], TURNS[1]) == TURNS[2]
    (True, True)
    """
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix moves a point.

    >>> moved(TURNS[1], 3, 5)
    (5, -3)
    """
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _drawing(path: Any, raw: Any, m: Matrix) -> _Drawing | None:
    """A path as it stands on the page; None for one that shows nothing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return None
    stretches: list[list[_Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(raw.FPDFPath_CountSegments(path), _MOST)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = moved(m, x.value, y.value)
        if kind == _LINE and stretches:
            stretches[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                stretches[-1].append(stretches[-1][0])
        else:
            stretches.append([point])  # moved to, or at the end of a curve
    return _Drawing([points for points in stretches if len(points) > 1], not stroke.value)
