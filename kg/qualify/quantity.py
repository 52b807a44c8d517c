"""How much: the numbers with a unit that a clause says of its fact, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.model import T
from kg.numerals import ARABIC, DIGITS, number
from kg.parse import flags
from kg.parse.reading import Name
from kg.qualify.clauses import Told, hidden
from kg.words.grammar import Cue, TimeSense
from kg.words.lexicon import Lexicon

_SCALES: Final = "十百千万亿"
_NUMERAL: Final = f"[{DIGITS}两{_SCALES}]"
_PARTS: Final = "、；"
_ONE: Final = "一"
_SPANS: Final = (TimeSense.SPAN_OF_YEARS, TimeSense.SPAN_OF_MONTHS)
"""How long something takes is no amount of it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit in the plain text: `start` to `end`, half-open."""

    start: int
    end: int
    value: str
    unit: str


@lru_cache(maxsize=4)
def amounts(lexicon: Lexicon) -> re.Pattern[str]:
    """What finds numbers with a measure word of the lexicon.

    >>> from kg.words.loading import lexicon
    >>> [m[0] for m in amounts(lexicon()).finditer("改造5.3万个老旧小区，投入资金200多亿元，第3次")]
    ['5.3万个', '200多亿元']
    """
    spans = {word for sense in _SPANS for word in lexicon.times[sense]}
    units = "|".join(sorted(map(re.escape, {*lexicon.roles[Cue.MEASURE_WORD], *spans}), key=lambda w: (-len(w), w)))
    roughly = "|".join(sorted(lexicon.times[TimeSense.ROUGHLY]))
    above = "|".join(sorted(lexicon.roles[Cue.ABOVE]))
    return re.compile(
        rf"(?<![\d第.．+＋{DIGITS}{_SCALES}])(?P<a>{above})?(?P<n>(?:{ARABIC})[{_SCALES}]*|{_NUMERAL}+)(?P<r>{roughly})?"
        rf"(?P<s>[万亿]*)"
        rf"(?P<u>{units})"
    )


def quantity(told: Told, _: date | None) -> Iterator[tuple[tuple[str, str], int, int]]:
    """The numbers and units that are said of a fact, and where they stand."""
    for amount in _found(told):
        if _said(told, amount):
            yield (amount.value, amount.unit), amount.start, amount.end


def _found(told: Told) -> Iterator[Amount]:
    """The amounts of the clause that no name holds, less thresholds (3000人|以上) and how long something takes."""
    measures, bounds = (told.lexicon.roles[role] for role in (Cue.MEASURE_WORD, Cue.BOUND))
    for match in amounts(told.lexicon).finditer(told.text, told.start, told.end):
        value = _value(match)
        if value is None or match["u"] not in measures or _named(told, match.start(), match.end()):
            continue
        after = told.reading.unit_at(match.end())
        unit = told.reading.units[min(after, len(told.reading.units) - 1)]
        if (unit.start == match.end() or unit.end == match.end()) and unit.text not in bounds:
            yield Amount(match.start(), match.end(), str(value), match["u"])


def _value(match: re.Match[str]) -> Decimal | None:
    """The number of an amount; None for what is none: 一次 is any, and 万名大学生 begins a name."""
    n = match["n"]
    bare = n in _SCALES and not match["r"] and not match["a"]
    listed = len(n) > 1 and not n[0].isdecimal() and set(n) <= {*DIGITS}
    return None if n == _ONE or bare or listed else number(n + match["s"])


def _named(told: Told, start: int, end: int) -> bool:
    """True where an amount is part of a name, and not what a name was taken to begin with: 举办|2期培训班."""
    counted = told.text[start].isdecimal()  # 四个意识 is a name, 2期培训班 counts
    holding = (n for n in told.names if n.start <= start and end <= n.end)
    return any(not (counted and n.start == start) and not _counts(n) for n in holding)


def _counts(name: Name) -> bool:
    """True for a programme told by what is done to how many: 改造|5.3万个|老旧小区."""
    return name.type is T.PROGRAM and bool(name.own)


def _said(told: Told, amount: Amount) -> bool:
    """True where an amount is of what the fact says: of its object, or of those who do it."""
    target = told.object()
    first, last = (target.start, target.end) if target is not None else (told.verb, told.fact.end)
    if amount.start < told.verb:
        return _put_before(told, amount)
    return _of_one(told, hidden(told.text[min(amount.end, last) : max(amount.start, first)]))


def _of_one(told: Told, between: str) -> bool:
    """True where nothing that is listed beside the object has the amount for itself: 建成A5个、|B6个."""
    after = max(between.rfind(mark) for mark in _PARTS) + 1
    if any(word in between[after:] for word in told.lexicon.roles[Cue.AMONG]):
        return True
    return not after and not any(word in between for word in told.lexicon.roles[Cue.COORDINATION])


def _put_before(told: Told, amount: Amount) -> bool:
    """True for persons who act, and for what a verb or preposition before it takes: 130余名|干部, 对130个小区|实施.

    So is what stands right before the verb: 两次|出席.
    """
    before = told.reading.units[max(0, told.reading.unit_at(amount.start) - 1)]
    introduced = before.marks & flags.PREPOSES or before.text in told.lexicon.roles[Cue.LOCATIVE]
    if introduced or amount.end == told.verb or amount.unit in told.lexicon.roles[Cue.COUNTER]:
        return True
    if any(mark in hidden(told.text[amount.end : told.verb]) for mark in _PARTS):
        return False
    return any(u.marks & flags.PREPOSES or u.pos == "v" for u in told.units(told.start, amount.start))
