"""Text for the eyes: what a terminal would obey made visible, widths, and cells that no spreadsheet runs."""

from __future__ import annotations

import re
import unicodedata

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_RUN = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    r"""The text with every character that a terminal obeys, tabs and line ends excepted, written as its code.

    Names and titles are data from outside: an escape sequence among them must not move the cursor or set a title.

    >>> visible("城市\x1b[2J更新")
    '城市\\x1b[2J更新'
    """
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
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def cell(value: str) -> str:
    """The text as a cell of CSV: where a spreadsheet would run it as a formula, with an apostrophe before it.

    >>> cell("=1+1"), cell("城市更新")
    ("'=1+1", '城市更新')
    """
    return f"'{value}" if value.startswith(_RUN) else value
