"""Places below the county and zones, by their ending: 东坡区|永丰村, 黄避岙乡|高泥村, 澜水|高新区."""

from __future__ import annotations

import re

from kg.model import T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import VAGUE, Scan
from kg.words.grammar import Cue, Strength

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_STEMS = range(1, 5)  # characters of a name before its ending
_LOOSE = 2  # characters that it has at least where no place stands before
_FORM = 3  # units of a form
_PIECES = 2  # units of them
_NAMES = frozenset({"n", "nr", "ns", "nz", "nrt", "nrfg", "x", "j", "s", "t", "f", "a", "nt"})
_WITHIN = _NAMES | {"d", "g", "ng", "zg", "b", "ag", "vg", "l", "i", "q"}
_PROPER = frozenset({"nr", "ns", "nrt"})
_PEOPLE = frozenset({Cue.EVERYONE, Cue.SPEAKER})


def find(scan: Scan) -> None:
    """Places after a place or where something is, then the same names wherever they stand."""
    named: dict[str, None] = {}
    for i in scan.marked(flags.SETTLES):
        first = _first(scan, i)
        if first is None:
            continue
        name = _office(scan, first, i) or scan.name(first, i + 1, T.PLACE)
        scan.take([name])
        if name.type is T.PLACE:
            named[name.text] = None
    for places in scan.occurrences(named).values():
        scan.take(scan.name(a, b, T.PLACE) for a, b in places if all(scan.at[k] is None for k in range(a, b)))


def _office(scan: Scan, first: int, i: int) -> Name | None:
    """The office with which the name goes on, if its ending is part of what the office is called: 舜玉路街道|办事处."""
    found = scan.form(i + 1) if i + 1 < len(scan.units) and scan.units[i + 1].marks & flags.ENDS else None
    if found is None or found[1] > i or found[0].type is not T.ORGANIZATION:
        return None
    return scan.name(first, i + 2, T.ORGANIZATION, found[0].kind)


def _first(scan: Scan, i: int) -> int | None:
    """The first unit of the place whose name ends with unit i."""
    u = scan.units[i]
    ending = next((s for s in scan.settlements if u.text.endswith(s)), "")
    if not ending or scan.at[i] is not None:
        return None
    if u.marks & flags.SETTLED:
        return i
    stem = u.text.removesuffix(ending)
    if stem:
        if u.text in scan.sorts or u.text in scan.rural:
            return None
        if _may_name(scan, u, stem, within=_within(scan, i)) and (_set(scan, i, stem) or _called(scan, u)):
            return i
        if len(stem) > 1 or stem in scan.divisions or stem in scan.sorts:
            return None  # 江西|宜春|农村
    return _first_before(scan, i, ending)


def _first_before(scan: Scan, i: int, ending: str) -> int | None:
    """The first of the units before unit i that with it are the name of a place."""
    alone = None
    for first in range(i - 1, max(-1, i - 1 - _PIECES), -1):
        stem = scan.text[scan.units[first].start : scan.units[i].end - len(ending)]
        if not _may_be_stem(scan, first, stem):
            break
        if _set(scan, first, stem):
            return first
        if len(ending) > 1 and first + 1 == i and (scan.units[first].pos == "ns" or _opens(scan, first, i)):
            alone = first  # 市中区|杆|石桥|街道 begins before it
    return alone


def _opens(scan: Scan, first: int, i: int) -> bool:
    """True for what the segmenter takes for a name that opens a clause and has a verb: 常青|街道|组织."""
    u, before, after = scan.units[first], scan.unit(first - 1), scan.unit(i + 1)
    if u.pos not in _PROPER or len(u.text) < _LOOSE or after is None or not after.word.relations:
        return False
    return before is None or before.text in PUNCTUATION


def _called(scan: Scan, u: Unit) -> bool:
    """True for a word that the segmenter takes for a name: 班彦村, not 小山村."""
    ends = u.text[-1] in scan.divisions or u.text[-1] in scan.landforms
    return u.pos in _PROPER and len(u.text) > _LOOSE and ends and u.text[0] not in scan.sorts


def _within(scan: Scan, first: int) -> bool:
    """True where a place that may have others within it ends before the unit: 翠里乡|高忙村."""
    held = scan.until.get(first)
    return held is not None and scan.units[first].start not in scan.gaps and _division(scan, held)


def _may_be_stem(scan: Scan, first: int, stem: str) -> bool:
    """True for the words from unit `first` as what goes before an ending, without a blank in them."""
    u, after = scan.units[first], scan.units[first + 1]
    within = _within(scan, first) and len(stem) >= _LOOSE
    return len(stem) in _STEMS and after.start not in scan.gaps and _may_name(scan, u, u.text, within=within)


def _may_name(scan: Scan, u: Unit, stem: str, *, within: bool = False) -> bool:
    """True for a word that may be what a place is called, and says not of what sort it is; any word `within` another.

    高忙 is an adverb to the segmenter, but not in 翠里乡|高忙村.
    """
    if u.word.roles or u.word.relations or u.word.post or len(stem) not in _STEMS:
        return False
    if u.pos not in _NAMES and not (within and u.pos in _WITHIN):
        return False
    return stem not in scan.sorts and stem not in scan.settlements and _HAN.fullmatch(stem) is not None and not _kept(u)


def _kept(u: Unit) -> bool:
    """True for a word that vocabularies hold as something else than a place."""
    return any(e.type is not T.PLACE for e in u.word.entries)


def _set(scan: Scan, first: int, stem: str) -> bool:
    """True where a place ends before the unit, or something is said to be there."""
    before = scan.unit(first - 1)
    if scan.units[first].start in scan.gaps or (len(stem) == 1 and scan.units[first].pos == "f"):
        return False  # 富源|里|社区
    if _within(scan, first):
        return True
    if len(stem) < _LOOSE:
        return False
    if before is not None and Cue.LOCATIVE in before.word.roles and not before.word.roles & VAGUE:
        return True
    end = _end(scan, first, stem)
    if before is not None and before.text not in PUNCTUATION:
        return False
    return _owns(scan, end) or _peopled(scan, end)


def _end(scan: Scan, first: int, stem: str) -> int:
    """The unit after the place that begins with unit `first`, what goes before its ending being the stem."""
    end = scan.starting(scan.units[first].start + len(stem))
    return end + 1 if end is not None and scan.units[first].text == stem else first + 1


def _owns(scan: Scan, last: int) -> bool:
    """True where the form of a body that only others have follows the place before unit `last`: 海秀街道|党建工作站."""
    for i in range(last, min(last + _FORM, len(scan.units))):
        found = scan.form(i)
        if found is not None and found[1] == last and found[0].strength is Strength.ANCHORED:
            return True
    return False


def _peopled(scan: Scan, last: int) -> bool:
    """True where those who live there follow the place before unit `last`: 全安村|村民."""
    u = scan.unit(last)
    return u is not None and u.start not in scan.gaps and not _PEOPLE.isdisjoint(u.word.roles)


def _division(scan: Scan, held: Name) -> bool:
    """True for a place that may have the other within it."""
    return held.type is T.PLACE and (bool(held.entries) or held.text.endswith(scan.settlements))
