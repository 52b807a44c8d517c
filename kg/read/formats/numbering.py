"""Word's automatic numbering to text: the 一、 and （一） that a reader sees and no run of the file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 9999
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """A number below ten thousand as it is counted.

    >>> chinese(3), chinese(10), chinese(21), chinese(105), chinese(2021)
    ('三', '十', '二十一', '一百〇五', '二千〇二十一')
    """
    written, left_out = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            one = digit == 1 and size == 10 and not written
            written += (_DIGITS[0] if written and left_out else "") + ("" if one else _DIGITS[digit]) + unit
        left_out = not digit
    return written or _DIGITS[0]


def _roman(number: int) -> str:
    written = ""
    for size, sign in _ROMAN:
        written += sign * (number // size)
        number %= size
    return written


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_CIRCLED, _PAREN, _DOT = ("".join(chr(first + n) for n in range(20)) for first in (ord("①"), ord("⑴"), ord("⒈")))
_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(c)] for c in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(c)] for c in str(number)),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_PAREN),
    "decimalEnclosedFullstop": _one_of(_DOT),
    "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
}


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the form of its numbers, the text around them, and the number that it begins with.

    `apart` is True where room follows, `legal` where the numbers of the levels above stand in Arabic digits.
    """

    form: str
    text: str
    start: int
    apart: bool
    legal: bool


@dataclass(slots=True)
class _Lists:
    """The lists of a file: by its number the one that a list is made after, and its levels; and where each stands."""

    of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    own: dict[str, dict[int, _Level]] = field(default_factory=dict)
    begun: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> str:
        """The label of the next paragraph of a list at a depth."""
        made = self.of.get(number, "")
        levels = {**self.levels.get(made, {}), **self.own.get(number, {})}
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(made, [0] * _LEVELS)
        anew = self.begun.get(number, {}).pop(depth, None)  # this list counts from here by itself
        counts[depth] = anew if anew is not None else counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)

        def written(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of = levels.get(at)
            return _numeral(counts[at] or (of.start if of else 1), of.form if of and not level.legal else "")

        label = "" if level.form in ("bullet", "none") else _PLACE.sub(written, level.text)
        return label + " " if level.apart and label[-1:].isalnum() else label


def _numeral(number: int, form: str) -> str:
    if form == "none" or not 0 <= number <= _MOST:
        return ""
    return _FORMS.get(form, str)(number)


def number_paragraphs(body: Any, numbering: Any | None, styles: Any | None) -> None:
    """Put the label of each numbered paragraph of a body before its text, as a run of its own."""
    if numbering is None:
        return
    lists = _lists(numbering)
    by_style = _by_style(styles) if styles is not None else {}
    joined = False  # with the paragraph before, whose end is deleted
    for paragraph in list(_paragraphs(body)):
        number, depth = _place(paragraph, by_style)
        label = lists.next(number, depth) if number else ""
        if label and not joined:
            run = paragraph.makeelement(f"{_W}r")
            text = paragraph.makeelement(f"{_W}t")
            text.text = label
            run.append(text)
            paragraph.insert(int(paragraph.find(f"{_W}pPr") is not None), run)
        joined = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _paragraphs(body: Any) -> Iterator[Any]:
    """The paragraphs of a body in their order, without what stands in for them in older programs."""
    for paragraph in body.iter(f"{_W}p"):
        if not any(isinstance(a.tag, str) and a.tag.endswith("}Fallback") for a in paragraph.iterancestors()):
            yield paragraph


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(_W + step for step in path.split("/")))
    return "" if found is None else str(found.get(f"{_W}val") or "")


def _whole(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else otherwise


def _lists(numbering: Any) -> _Lists:
    lists = _Lists()
    for made in numbering.iter(f"{_W}abstractNum"):
        lists.levels[made.get(f"{_W}abstractNumId") or ""] = dict(map(_level, made.iter(f"{_W}lvl")))
    for one in numbering.iter(f"{_W}num"):
        number = one.get(f"{_W}numId") or ""
        lists.of[number] = _value(one, "abstractNumId")
        for change in one.iter(f"{_W}lvlOverride"):
            depth = _whole(change.get(f"{_W}ilvl") or "", 0)
            lists.own.setdefault(number, {}).update(map(_level, change.iter(f"{_W}lvl")))
            start = _value(change, "startOverride")
            if start:
                lists.begun.setdefault(number, {})[depth] = _whole(start, 1)
    return lists


def _level(element: Any) -> tuple[int, _Level]:
    depth = min(_whole(element.get(f"{_W}ilvl") or "", 0), _LEVELS - 1)
    form = _value(element, "numFmt") or "decimal"
    start = _whole(_value(element, "start"), 1)
    apart, legal = _value(element, "suff") != "nothing", element.find(f"{_W}isLgl") is not None
    return depth, _Level(form, _value(element, "lvlText"), start, apart, legal)


def _by_style(styles: Any) -> dict[str, tuple[str, int]]:
    """For each style that numbers its paragraphs the list and the depth, its own or that of what it is based on."""
    found = {str(style.get(f"{_W}styleId")): style for style in styles.iter(f"{_W}style")}
    numbered: dict[str, tuple[str, int]] = {}
    for name in found:
        at, steps = name, 0
        while at in found and steps < _LEVELS + 1:
            number = _value(found[at], "pPr/numPr/numId")
            if number:
                numbered[name] = number, _whole(_value(found[at], "pPr/numPr/ilvl"), 0)
                break
            at, steps = _value(found[at], "basedOn"), steps + 1
    return numbered


def _place(paragraph: Any, by_style: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """The list and the depth of a paragraph; no list for one that is not numbered."""
    style = by_style.get(_value(paragraph, "pPr/pStyle"), ("", 0))
    number = _value(paragraph, "pPr/numPr/numId") or style[0]
    depth = _whole(_value(paragraph, "pPr/numPr/ilvl"), style[1])
    return ("" if number == "0" else number), min(depth, _LEVELS - 1)
