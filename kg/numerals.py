"""Numbers as Chinese prose writes them: 5.3万, 一百二十, 1,200."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

DIGITS: Final = "〇零一二三四五六七八九"
_VALUES: Final = {c: max(0, i - 1) for i, c in enumerate(DIGITS)} | {"两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_GROUPS: Final = {"万": 10_000, "亿": 100_000_000}
_DIGITS: Final = re.compile(f"[{DIGITS}]+")
ARABIC: Final = r"\d{1,3}(?:，\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in digits; its commas are those of the plain text, in full width."""


def number(text: str) -> Decimal | None:
    """The number that the text is, None where it is none; of several ways to write it all give the same.

    >>> [str(number(text)) for text in ("5.3万", "一百二十", "1，200", "1.5万亿", "二〇二一", "百", "多")]
    ['53000', '120', '1200', '1500000000000', '2021', '100', 'None']
    """
    if len(text) > 1 and _DIGITS.fullmatch(text):  # digit by digit, as years are written
        return Decimal("".join(str(_VALUES[c]) for c in text))
    total = section = Decimal(0)
    part: Decimal | None = None
    for token in re.findall(rf"{ARABIC}|.", text):
        if token[0].isdecimal():
            part = Decimal(unicodedata.normalize("NFKC", token.replace("，", "")))
        elif token in _VALUES:
            part = Decimal(_VALUES[token])
        elif token in _TENS:
            section += (1 if part is None else part) * _TENS[token]
            part = None
        elif token in _GROUPS:
            section += part or 0
            total, section, part = _grouped(total, section, _GROUPS[token])
        else:
            return None
    return plain_number(total + section + (part or 0)) if text else None


def _grouped(total: Decimal, section: Decimal, group: int) -> tuple[Decimal, Decimal, None]:
    """The total after 万 or 亿: of 1.5万亿 the 亿 counts what stands before it in 万."""
    if not section and total:
        return total * group, Decimal(0), None
    return total + (section or 1) * group, Decimal(0), None


def plain_number(value: Decimal) -> Decimal:
    """The number without zeros at its end and without an exponent.

    >>> str(plain_number(Decimal("53000.00"))), str(plain_number(Decimal("0.50")))
    ('53000', '0.5')
    """
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()
