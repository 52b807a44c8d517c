"""The plain view that names are looked up in: without quotation marks and spaces, punctuation full width."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

_NOTHING = "“”‘’「」『』\"' \t\r\u3000\u200b\ufeff\u00a0"
_FULL = (*zip(",:;?!()", "，：；？！（）", strict=True), *((sign, "") for sign in _NOTHING))
_DROPPED = re.compile(f"[{_NOTHING}]")
OPENING, CLOSING = "“‘「『", "”’」』"


def plain(text: str) -> str:
    """The text as names are compared: quotation marks and blanks left out, punctuation full width.

    >>> plain("“四个意识”, (扩大)")
    '四个意识，（扩大）'
    """
    if not text.isalnum():
        for sign, instead in _FULL:  # a third of the time that str.translate takes
            if sign in text:
                text = text.replace(sign, instead)
    return text


@dataclass(frozen=True)
class Plain:
    """The plain form of a view, with the way back.

    `text` keeps line ends; `offset(i)` is the position in the view of the plain text's character i.
    """

    view: str

    @cached_property
    def text(self) -> str:
        """The plain text."""
        return plain(self.view)

    @cached_property
    def _dropped(self) -> list[int]:
        return [mark - n for n, mark in enumerate(self._marks)]

    def index(self, offset: int) -> int:
        """Plain position of the first kept character at or after a position in the view."""
        return offset - bisect_left(self._marks, offset)

    @cached_property
    def _marks(self) -> list[int]:
        return [m.start() for m in _DROPPED.finditer(self.view)]

    def offset(self, index: int) -> int:
        """Position in the view of character `index` of the plain text."""
        return index + bisect_right(self._dropped, index)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the view that the plain span came from, without quotation marks at its ends."""
        return self.offset(start), self.offset(end - 1) + 1

    def kept(self, items: Sequence[int]) -> Sequence[int]:
        """Of items that belong to the characters of the view, one each, those of the plain text's characters."""
        if not self._marks:
            return items
        keeps = bytearray(b"\1") * len(self.view)
        for mark in self._marks:
            keeps[mark] = 0
        return list(compress(items, keeps))

    @cached_property
    def gaps(self) -> frozenset[int]:
        """Plain positions of the characters that white space stood before."""
        return frozenset(at for mark, at in zip(self._marks, self._dropped, strict=True) if self.view[mark].isspace())

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Plain spans of what stands in quotation marks, by start, outer first; unmatched marks are passed over."""
        spans: list[tuple[int, int]] = []
        stack: list[tuple[str, int]] = []
        for mark, at in zip(map(self.view.__getitem__, self._marks), self._dropped, strict=True):
            if mark in OPENING:
                stack.append((mark, at))
            elif mark in CLOSING:
                want = OPENING[CLOSING.index(mark)]
                while stack:
                    open_mark, start = stack.pop()
                    if open_mark == want:
                        if at > start:
                            spans.append((start, at))
                        break
        return tuple(sorted(spans, key=lambda s: (s[0], -s[1])))

    @cached_property
    def quote_ends(self) -> frozenset[int]:
        """Plain positions right after the characters that quotations end with."""
        return frozenset(end for _, end in self.quotes)

    @cached_property
    def quote_starts(self) -> frozenset[int]:
        """Plain positions of the characters that quotations begin with."""
        return frozenset(start for start, _ in self.quotes)
