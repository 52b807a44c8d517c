"""Lines as they were wrapped to lines as they were meant."""

from __future__ import annotations

import re
from operator import and_
from typing import NamedTuple

from kg.read.fields import is_field, labels

SIGNS = "\u200b\u200c\u200d\u2060\ufeff\u00ad" + "".join(
    chr(code) for code in (*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0))
)
"""The characters that show nothing: marks of direction and joining, and control characters."""

_HIDDEN = re.escape(SIGNS)
LINE = re.compile(rf"[^\s{_HIDDEN}](?:[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s{_HIDDEN}])?")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(rf"[{_HIDDEN}]+")
_CJK = "\u3001-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…—"
_BLANK = rf"(?<=[{_CJK}])[ \t\u3000\u00a0]+(?=[{_CJK}])"
SPACED = re.compile(rf"[{_HIDDEN}]+|{_BLANK}")
"""What shows nothing in a line that is spaced (see `is_spaced`)."""

_BEFORE_MARK = re.compile(r"[\u3400-\u9fff][ \t\u3000\u00a0]+[，。；：、！？）》”]")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])[ \t\u3000\u00a0]+(?=[\u3400-\u9fff])")
_APART = re.compile(r"(?:(?<![\u3400-\u9fff])[\u3400-\u9fff][ \u3000\u00a0]+){4,}[\u3400-\u9fff](?![\u3400-\u9fff])")
_SIGN_OF_SPACES = re.compile(
    "[ \t\u3000\u00a0](?:[，。；：、！？）》”]|[\u3400-\u9fff](?:[ \u3000\u00a0]+[\u3400-\u9fff]){2}[ \u3000\u00a0])"
)
_QUOTES = re.compile("[“”‘’]")
_FINAL = frozenset("。！？!?；;：:…")
_CLOSING = '”’」』）)》】"'
_NARROWEST, _SLACK, _LONGEST = 30, 8, 90
"""A wrapped text has 30 columns or more and no line over 90 characters; a line up to 8 columns short is full."""
_NARROW, _NARROW_SLACK, _MANY = 16, 3, 6
_HEAD = 4  # lines in which the dateline stands
_INSIDE = re.compile(r"[，。；：、！？](?=.)")


def is_open(line: str) -> bool:
    """True where a line ends without the mark that ends a sentence.

    >>> is_open("强化政治自觉"), is_open("他说：“好。”")
    (True, False)
    """
    return line.rstrip(_CLOSING)[-1:] not in _FINAL if line[-1] in _CLOSING else line[-1] not in _FINAL


def may_be_spaced(text: str) -> bool:
    """True where a line of the text may be spaced (see `is_spaced`); asked once of the whole.

    >>> may_be_spaced("城建处抓好城市体检。"), may_be_spaced("推进 城市 体检 。")
    (False, True)
    """
    return _SIGN_OF_SPACES.search(text) is not None


def is_spaced(line: str) -> bool:
    """True where the blanks of a line part words and not names, as text recognition and copying leave them.

    They do where one stands before a mark as well, and three or more stand between characters; or where five
    characters in a row stand by themselves.

    >>> is_spaced("云川省 住房和城乡 建设厅 推进 城市 更新 。"), is_spaced("出席会议的有：周 萍　孙 立　林望")
    (True, False)
    >>> is_spaced("云 川 省 财 政 厅 文 件")
    True
    """
    return bool(_BEFORE_MARK.search(line) and len(_BETWEEN.findall(line)) > 2) or bool(_APART.search(line))


def _width(line: str) -> int:
    """Columns that a line takes: two for a Chinese character, one for a letter, digit or quotation mark."""
    return len(line.encode("gb18030", "replace")) - len(_QUOTES.findall(line))


class _Wrap(NamedTuple):
    """A hard-wrapped text: for each line whether it ends without a final mark, its columns, and whether it is full."""

    unfinished: list[bool]
    widths: list[int]
    full: list[bool]

    def __len__(self) -> int:
        """Number of lines."""
        return len(self.widths)


def _wrap_of(lines: list[str], gaps: list[str]) -> _Wrap | None:
    """The wrap of a text; None for one that is not hard-wrapped (see `joins`)."""
    if len(lines) < 4 or max(map(len, lines[3:])) > _LONGEST:
        return None
    unfinished = [is_open(line) for line in lines]
    widths = [_width(line) for line in lines]
    known = labels()
    head = {i for i in range(min(_HEAD, len(lines))) if is_field(lines[i], known)}  # may be wider than the lines
    body = [line for i, line in enumerate(zip(widths, unfinished, strict=True)) if i not in head]
    wrap = _columns(body)
    if wrap < _NARROWEST:  # in which a title may be wider than the lines, and an indent counts
        wrap = _columns(body[1:]) if 0 not in head else wrap
        widths = [w + _indent(gap) for w, gap in zip(widths, ("", *gaps), strict=True)]
    slack = _SLACK if wrap >= _NARROWEST else _NARROW_SLACK
    full = [w >= wrap - slack for w in widths]
    broken = sum(map(and_, unfinished, full))
    short = sum(unfinished) - broken
    too_long = sum(w > wrap + slack for i, w in enumerate(widths) if i not in head and i)
    if broken < max(3, 2 * (short - 4)) or too_long > max(1, len(lines) // 20):
        return None
    narrow = wrap < _NARROWEST
    return None if narrow and not _runs_on(lines, full, wrap, broken) else _Wrap(unfinished, widths, full)


def _indent(gap: str) -> int:
    """The columns that a line is set in by, up to those of two characters."""
    return min(_width(_BREAK.split(gap)[-1].replace("\t", "\u3000\u3000")), 4)


def _columns(lines: list[tuple[int, bool]]) -> int:
    """The columns that a text is wrapped at: those of the widest lines that end without a final mark, few apart."""
    candidates = sorted(width for width, unfinished in lines[:-1] if unfinished)
    return candidates[-1 - len(candidates) // 20] if candidates else 0


def _runs_on(lines: list[str], full: list[bool], wrap: int, broken: int) -> bool:
    """True for a text in narrow lines that is no list: many break inside, and marks stand inside many of them."""
    marked = sum(f and bool(_INSIDE.search(line)) for line, f in zip(lines, full, strict=True))
    return wrap >= _NARROW and broken >= _MANY and marked * 10 >= 2 * sum(full)


def joins(lines: list[str], gaps: list[str]) -> list[bool]:
    """For each line whether the next one goes on with it; `gaps[i]` is the white space between line i and i + 1.

    A text counts as hard-wrapped when at least three lines, and twice as many as there are shorter ones, break
    without a final mark within eight columns of one width; in narrow lines six within three columns, with marks
    inside them as no list has. Then a full line goes on unless it ends a sentence or is a field of the head or foot, an
    empty line or an indent follows, or the next line is such a field. Where empty lines or indents set the paragraphs
    apart, a full line that ends a sentence goes on as well; where they do not, it goes on before a word that no
    paragraph begins with (`continuation`). A title goes on over the lines before the dateline.

    >>> joins(["城建处抓好城市体检工作。", "人事处抓好干部培训工作。"], [chr(10)])
    [False, False]
    """
    wrap = _wrap_of(lines, gaps)
    if wrap is None:
        return [False] * len(lines)
    known = labels()
    fields = [is_field(line, known) for line in lines]
    blank = [len(_BREAK.findall(gap)) > 1 for gap in gaps]
    indented = [bool(_BREAK.sub("", gap)) for gap in gaps]
    ends = [i for i in range(len(gaps)) if not wrap.unfinished[i] and not wrap.full[i]]
    apart = sum(blank[i] or indented[i] for i in ends) * 2 > len(ends)

    def goes_on(i: int) -> bool:
        if not wrap.full[i] or blank[i] or fields[i] or fields[i + 1] or (apart and indented[i]):
            return False
        open_ = wrap.unfinished[i] or lines[i][-1] in "；：;:"
        return open_ or apart or bool(known.continuation.match(lines[i + 1]))

    result = [*map(goes_on, range(len(gaps))), *[False] * (len(lines) - len(gaps))]
    _join_title(lines, wrap, fields, blank, result)
    return result


def _join_title(lines: list[str], wrap: _Wrap, fields: list[bool], blank: list[bool], result: list[bool]) -> None:
    """Join the lines of a title: those before the dateline, or a first line as wide as the lines and what it leaves."""
    unfinished, widths = wrap.unfinished, wrap.widths
    dateline = next((i for i in range(1, min(4, len(lines))) if fields[i]), 0)
    for i in range(dateline - 1):
        result[i] |= unfinished[i] and unfinished[i + 1] and not blank[i] and not lines[i + 1].startswith("—")
    if not dateline and unfinished[0] and unfinished[1] and not wrap.full[0] and not blank[0]:
        result[0] |= widths[1] < widths[0] >= _NARROWEST and wrap.full[2]
