"""Persons in lists: names that 、 parts, of which enough are shown to be persons' for the others to be so too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.model import R, Reason, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, STOPS, Unit
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_USUAL = 3  # characters of most names
_SIZES, _LONG = range(2, 5), 4  # characters of a name; so many where no surname of one character begins it
_PIECES = 4  # units of a name in a list
_ENDS = frozenset({Cue.AMONG, Cue.COORDINATION})
_APART = 8  # units from one sign of a list to the next
_CLEAR, _FEW = 3, 2  # names that show a list of names, and that are enough before 等50名
_COUNTED = 4  # units after 等 among which those listed are counted


class Item(NamedTuple):
    """What may be a name in a list: units first to last (half-open) and whether something shows that it is one."""

    first: int
    last: int
    sure: bool


def rolls(scan: Scan) -> None:
    """Lists of names that 、 parts: 孙晓梅、王轶、车丕照; with those that a post before the list named already.

    Two are enough where 等 and a count of persons follow. What stands between two signs in such a list is a name
    whatever it begins with, where it is no word of the ontology: 林望、尼玛卓玛、周萍.
    """
    commas = scan.marked(flags.LISTS)
    n = 0
    while n < len(commas):
        run = [commas[n]]
        while (
            n + 1 < len(commas)
            and 0 < commas[n + 1] - run[-1] - 1 <= _PIECES + 3
            and _item(scan, run[-1] + 1, commas[n + 1])
        ):
            n += 1
            run.append(commas[n])
        _enrol(scan, run)
        n += 1


def _enrol(scan: Scan, commas: Sequence[int]) -> None:
    """Take the names around and between the signs of a list where enough of them are shown to be names."""
    last, end = _after(scan, commas[-1])
    attend = _attend(scan, end)
    first = _before(scan, commas[0]) or (_opening(scan, commas[0]) if attend else None)
    inner = [_item(scan, a + 1, b) for a, b in pairwise(commas)]
    items = [item for item in (first, *inner, last) if item is not None]
    sure = sum(item.sure or (attend and _usual(scan, item)) for item in items)
    if _enough(len(items), sure, _FEW if attend or _counted(scan, end) else _CLEAR):
        scan.take(_name(scan, item) for item in items if _open(scan, item))


def _enough(items: int, sure: int, least: int) -> bool:
    return sure >= least and items >= least and 2 * sure >= items


def _open(scan: Scan, item: Item) -> bool:
    """True where every name within the item is that of a person, and shorter than the item."""
    return all(scan.at[k] is None or _shorter(scan, item, k) for k in range(item.first, item.last))


def _usual(scan: Scan, item: Item) -> bool:
    """True for three characters that begin with a common surname."""
    text = scan.span(item.first, item.last)
    return len(text) == _USUAL and text[0] in scan.lexicon.common_surnames


def _opening(scan: Scan, comma: int) -> Item | None:
    """The name of usual length that opens a sentence and ends before the first sign of a list."""
    for first in range(max(0, comma - _USUAL), comma):
        before = scan.unit(first - 1)
        if before is None or before.text in STOPS:
            item = _item(scan, first, comma)
            named = item is not None and scan.span(first, comma)[0] in scan.lexicon.surnames
            return item if named else None
    return None


def _shorter(scan: Scan, item: Item, k: int) -> bool:
    """True where the name at unit k is a person's and only a part of the item: 尼玛 in 尼玛卓玛."""
    held = scan.at[k]
    return held is not None and held.type is T.PERSON and held.last - held.first < item.last - item.first


def _item(scan: Scan, first: int, last: int) -> Item | None:
    """What stands between two signs of a list, where it may be a name."""
    units = scan.units[first:last]
    held = scan.at[first] if first < last else None
    if held is not None and held.type is T.PERSON and (held.first, held.last) == (first, last):
        return Item(first, last, True)
    text = scan.span(first, last) if first < last else ""
    if len(text) not in _SIZES or not _HAN.fullmatch(text) or scan.lexicon.form_of(text) is not None:
        return None
    if any(map(_said, units)) or (len(units) == 1 and (units[0].word.entries or units[0].word.roles)):
        return None
    surname = text[0] in scan.lexicon.surnames or text[:2] in scan.lexicon.surnames
    nominal = units[0].marks & flags.PERSON > 0
    if not surname and len(units) == 1 and not nominal:
        return None
    return Item(first, last, surname and nominal and text[0] in scan.lexicon.common_surnames)


def _said(u: Unit) -> bool:
    """True for a word that the ontology knows as another thing than a person: not 李鹏 in 李鹏|新."""
    word = u.word
    return bool(word.relations or word.post) or any(e.type is not T.PERSON for e in word.entries)


def _before(scan: Scan, comma: int) -> Item | None:
    """The name that ends before the first sign of a list: one found already, or the segmenter's person."""
    held = scan.at[comma - 1] if comma else None
    if held is not None:
        return Item(held.first, held.last, True) if held.type is T.PERSON and held.last == comma else None
    for first in (comma - 1, comma - 2):
        u = scan.unit(first)
        if u is not None and u.marks & flags.PERSON and u.text[0] in scan.lexicon.surnames:
            item = _item(scan, first, comma)
            if item is not None:
                return item
    return None


def _after(scan: Scan, comma: int) -> tuple[Item | None, int]:
    """The name that begins after the last sign of a list, and the unit after it; 等, a sign or 和 ends it."""
    for last in range(comma + 1, min(len(scan.units), comma + 1 + _PIECES) + 1):
        u = scan.unit(last)
        if u is None or u.text in PUNCTUATION or u.word.roles & _ENDS or R.ATTENDS in u.word.relations:
            return _item(scan, comma + 1, last), last
    first = scan.unit(comma + 1)
    if first is not None and first.marks & flags.PERSON and len(first.text) > 1:
        return _item(scan, comma + 1, comma + 2), comma + 2
    return None, comma + 1


def _attend(scan: Scan, end: int) -> bool:
    """True where those listed are said to attend something, and nothing else: 穆云民、王保存|出席。."""
    u, after = scan.unit(end), scan.unit(end + 1)
    return u is not None and R.ATTENDS in u.word.relations and (after is None or after.text in PUNCTUATION)


def _counted(scan: Scan, end: int) -> bool:
    """True where 等 follows the list, and soon after it how many persons there are: 等50名双拥模范个人, 等一批典型."""
    among = scan.unit(end)
    if among is None or Cue.AMONG not in among.word.roles:
        return False
    after = scan.units[end + 1 : end + 1 + _COUNTED]
    return any(u.text[-1] in scan.counters for u in after)


def _name(scan: Scan, item: Item) -> Name:
    """The person's name."""
    start, end = scan.units[item.first].start, scan.units[item.last - 1].end
    return Name(start, end, item.first, item.last, scan.text[start:end], T.PERSON, reason=Reason.PATTERN)
