"""Names as the drawing shows them: broken into lines of even length."""

from __future__ import annotations

import unicodedata
from functools import cache

_NOT_FIRST = frozenset("、，。；：！？）》」』”’〉】·")
_WIDE = frozenset("WFA")


@cache
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE


def width(text: str) -> float:
    """The width of a text in ems: 1 for a Chinese character, 0.55 for a narrow one, 0 for a mark that takes no room.

    >>> width("十四五A")
    3.55
    """
    return sum(1.0 if _wide(c) else 0.0 if unicodedata.category(c) in {"Mn", "Cf"} else 0.55 for c in text)


def wrap(name: str, *, line: float = 9.0, lines: int = 3) -> str:
    """The name in at most `lines` lines of about equal length, none much wider than `line` ems; the rest is cut (…).

    A closing mark never starts a line.

    >>> wrap("住房和城乡建设部住房公积金监管司").split()
    ['住房和城乡建设部', '住房公积金监管司']
    """
    name = " ".join(name.split())
    total = width(name)
    if total <= line:
        return name
    count = min(lines, -(-int(total * 100) // int(line * 100)))
    room = max(line, total / count) if total <= line * lines else line
    room = min(room, total / count + 0.5)
    made: list[str] = [""]
    filled = 0.0
    for char in name:
        wide = width(char)
        if filled + wide > room and char not in _NOT_FIRST and made[-1]:
            if len(made) == lines:
                made[-1] = made[-1][:-1] + "…"
                break
            made.append("")
            filled = 0.0
        made[-1] += char
        filled += wide
    return "\n".join(part.strip() for part in made)
