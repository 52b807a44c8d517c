"""Text for the eyes: what a terminal would obey made visible, widths, tables, and cells that no spreadsheet runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_RUN = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    r"""The text with every character that a terminal obeys, tabs and line ends excepted, written as its code.

    Names and titles are data from outside: an escape sequence among them must not move the cursor or set a title.

    >>> visible("城市\x1b[2J更新")
    '城市\\x1b[2J更新'
    """
    if text.isprintable():  # as nearly all are: nothing that a terminal obeys is
        return text
    return _OBEYED.sub(lambda m: f"\\x{ord(m[0]):02x}" if ord(m[0]) < 0x100 else f"\\u{ord(m[0]):04x}", text)


def in_a_line(text: str) -> str:
    r"""The text in one line: line ends and tabs are written as their codes too.

    >>> in_a_line("城市\n更新")
    '城市\\n更新'
    """
    return visible(text.replace("\n", "\\n").replace("\t", "\\t"))


def width(text: str) -> int:
    """The columns that the text takes on a terminal: two for a Chinese character, none for a combining mark.

    >>> width("十四五A")
    7
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache  # there are not many characters
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else int(not unicodedata.combining(char))


def folded(text: str, room: int) -> list[str]:
    """The text as lines of so many columns at most, broken at blanks where there are some, else between characters.

    >>> folded("城镇老旧小区改造 三年", 8)
    ['城镇老旧', '小区改造', '三年']
    """
    lines: list[str] = []
    taken = 0
    for word in text.split(" "):
        whole = width(word)
        if lines and taken + 1 + whole <= room:
            lines[-1] += f" {word}"
            taken += 1 + whole
            continue
        *others, last = _broken(word, room)
        lines += [*others, last]
        taken = width(last)
    return lines


def _broken(word: str, room: int) -> list[str]:
    """A word as lines of so many columns at most, and of one character at least."""
    lines, start, taken = [], 0, 0
    for i, char in enumerate(word):
        wide = _columns(char)
        if taken + wide > room and i > start:
            lines.append(word[start:i])
            start, taken = i, 0
        taken += wide
    return [*lines, word[start:]]


def laid(rows: Sequence[Sequence[str]], *, right: Collection[int] = (), room: int | None = None) -> list[list[str]]:
    """Rows as the lines of a table, the lines of each row together: columns two blanks apart, `right` ones right.

    Where `room` is given, the widest columns give way until all fit into it, and their cells are folded.

    >>> laid([["城市建设处", "3"], ["处", "12"]], right={1})
    [['城市建设处   3'], ['处          12']]
    """
    columns = [*zip(*rows, strict=True)]
    widths = fitted([max(map(width, set(column))) for column in columns], room)
    made = [
        {text: _padded(text, w, right=i in right) for text in set(column)}
        for i, (column, w) in enumerate(zip(columns, widths, strict=True))
    ]
    lines = [[known[text] for text in column] for known, column in zip(made, columns, strict=True)]
    return [_beside(cells, widths) for cells in zip(*lines, strict=True)]


def _beside(cells: Sequence[list[str]], widths: Sequence[int]) -> list[str]:
    """The lines of a row whose cells have lines of their own."""
    height = max(map(len, cells))
    if height == 1:
        return ["  ".join([lines[0] for lines in cells]).rstrip()]
    filled = (lines + [" " * w] * (height - len(lines)) for lines, w in zip(cells, widths, strict=True))
    return ["  ".join(line).rstrip() for line in zip(*filled, strict=True)]


def _padded(text: str, room: int, *, right: bool) -> list[str]:
    """The lines of a cell, each with blanks to the width of its column."""
    lines = folded(text, room) if width(text) > room else [text]
    blanks = [" " * (room - width(line)) for line in lines]
    return [b + line if right else line + b for line, b in zip(lines, blanks, strict=True)]


def fitted(widths: Sequence[int], room: int | None) -> list[int]:
    """The widths of columns that fit into the room, two blanks apart: the widest are cut to one width.

    No column gets less than eight, however little room there is.

    >>> fitted([4, 30, 50], 60)
    [4, 26, 26]
    """
    if room is None:
        return list(widths)
    left = room - 2 * (len(widths) - 1)
    most = max(widths, default=0)
    while most > 8 and sum(min(w, most) for w in widths) > left:
        most -= 1
    return [min(w, most) for w in widths]


def cell(value: str) -> str:
    """The text as a cell of CSV: where a spreadsheet would run it as a formula, with an apostrophe before it.

    >>> cell("=1+1"), cell("城市更新")
    ("'=1+1", '城市更新')
    """
    return f"'{value}" if value.startswith(_RUN) else value
