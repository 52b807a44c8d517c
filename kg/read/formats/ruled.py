"""Ruled lines of a page to the cells of its tables: geometry alone, in the units of the page, with y upwards.

A cell is what rules enclose; where a rule is missing between two places of the grid, they are one cell. A cell over
several rows belongs to the first of them, one over several columns to the first of those, and the others are empty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

NEAR = 3.0
"""Units within which two rules are one, and two ends touch."""

_MOST = 400  # rules of one direction: a page with more is a drawing
_WIDEST = 4000  # places of one grid


class Rule(NamedTuple):
    """A stretch of a straight line: at `at` across the direction in which it goes from `start` to `end`."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A cell: its edges, its row from the top, its first column, and how many columns it is wide."""

    left: float
    bottom: float
    right: float
    top: float
    row: int
    column: int
    columns: int


class Grid(NamedTuple):
    """A table: the places between its rules from the left and from the bottom, and which cell each of them is in."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    at: dict[tuple[int, int], int]

    def box(self, x: float, y: float) -> int | None:
        """The number of the cell in which a point stands; None outside the table."""
        return self.at.get((bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1))


def grids_of(across: Iterable[Rule], down: Iterable[Rule]) -> list[Grid]:
    """The tables of two rows and two columns or more that rules across and down a page make, the highest first.

    >>> across = [Rule(y, 0, 100) for y in (0, 20, 40)]
    >>> down = [Rule(0, 0, 40), Rule(50, 20, 40), Rule(100, 0, 40)]
    >>> [(b.row, b.column, b.columns) for b in grids_of(across, down)[0].boxes]
    [(0, 0, 1), (0, 1, 1), (1, 0, 2)]
    """
    rows, columns = _whole(across), _whole(down)
    if not rows or not columns or max(len(rows), len(columns)) > _MOST:
        return []
    found = (_grid(*component) for component in _touching(rows, columns))
    return sorted((grid for grid in found if grid is not None), key=lambda grid: -grid.ys[-1])


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction, those of one line that touch put together."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][-1].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = line[0].start, line[0].start
        for rule in sorted(line, key=lambda rule: rule.start):
            if rule.start > end + NEAR:
                found.append(Rule(at, start, end))
                start = rule.start
            end = max(end, rule.end)
        found.append(Rule(at, start, end))
    return [rule for rule in found if rule.end - rule.start > NEAR]


def _touching(rows: Sequence[Rule], columns: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """The rules across and down that touch one another, table by table."""
    count = len(rows)
    group = list(range(count + len(columns)))
    for i, row in enumerate(rows):
        for k, column in enumerate(columns, count):
            meets = row.start - NEAR <= column.at <= row.end + NEAR and column.start - NEAR <= row.at
            if meets and row.at <= column.end + NEAR:
                _unite(group, i, k)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*rows, *columns)):
        found.setdefault(_root(group, i), ([], []))[i >= count].append(rule)
    return found.values()


def _root(group: list[int], i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i


def _unite(group: list[int], a: int, b: int) -> None:
    a, b = _root(group, a), _root(group, b)
    group[max(a, b)] = min(a, b)


def _grid(rows: list[Rule], columns: list[Rule]) -> Grid | None:
    """The table of rules that touch; None where they make no two rows and columns."""
    upright, level = _by_place(columns), _by_place(rows)
    xs, ys = sorted(upright), sorted(level)
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 2 or high < 2 or wide * high > _WIDEST:
        return None
    group = list(range(wide * high))
    for x in range(wide):
        for y in range(high):
            if x + 1 < wide and not _covered(upright[xs[x + 1]], ys[y], ys[y + 1]):
                _unite(group, x * high + y, (x + 1) * high + y)
            if y + 1 < high and not _covered(level[ys[y + 1]], xs[x], xs[x + 1]):
                _unite(group, x * high + y, x * high + y + 1)
    places: dict[int, list[tuple[int, int]]] = {}
    for x in range(wide):
        for y in range(high):
            places.setdefault(_root(group, x * high + y), []).append((x, y))
    found = sorted((_box(own, xs, ys), own) for own in places.values())
    found.sort(key=lambda pair: (pair[0].row, pair[0].column))
    at = {place: i for i, (_, own) in enumerate(found) for place in own}
    return Grid(tuple(xs), tuple(ys), tuple(box for box, _ in found), at)


def _by_place(rules: Sequence[Rule]) -> dict[float, list[Rule]]:
    found: dict[float, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.at, []).append(rule)
    return found


def _covered(rules: Sequence[Rule], start: float, end: float) -> bool:
    """True where one of the rules of a line goes all the way between two places of the grid."""
    return any(rule.start - NEAR <= start and end <= rule.end + NEAR for rule in rules)


def _box(places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Box:
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    bottom, top = min(y for _, y in places), max(y for _, y in places)
    row = len(ys) - 2 - top
    return Box(xs[left], ys[bottom], xs[right + 1], ys[top + 1], row, left, right + 1 - left)
