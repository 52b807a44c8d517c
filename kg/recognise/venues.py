"""Places where people go, by their ending, where something is said to be there: 来到|火车站|广场, 在|昌建|广场."""

from __future__ import annotations

import re

from kg.model import T
from kg.parse import flags
from kg.parse.units import Unit
from kg.recognise.scan import VAGUE, Scan
from kg.words.grammar import Cue

_HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_BACK = 5  # units before 的 among which the place stands
_PIECES = 4  # units of a name before its ending
_NAMES = frozenset({"n", "nr", "ns", "nz", "nrt", "nrfg", "x", "j", "s", "f", "a", "nt", "ng", "b", "vn"})
_CALLED = frozenset({"nr", "ns", "nrt", "nrfg"})
_SHORTEST = 2  # characters of a name of its own
_PROPER = frozenset({"nr", "ns", "nz", "nrt", "nrfg", "ng", "j", "x"})


def find(scan: Scan) -> None:
    """Venues after a word that says where something is, and the places it names first."""
    for i in scan.marked(flags.VENUE):
        if scan.at[i] is None:
            first = _first(scan, i)
            if first is not None:
                scan.take([scan.name(first, i + 1, T.PLACE)])


def _first(scan: Scan, i: int) -> int | None:
    """The first unit of the venue whose name ends with unit i."""
    for first in range(i, max(-1, i - 1 - _PIECES), -1):
        held = scan.at[first]
        if first < i and not (_may_name(scan, scan.units[first]) and (held is None or held.type is T.PLACE)):
            return None
        if _there(scan, first) or _called(scan, first, i):
            return first if _named(scan, first, i) and not _goes_on(scan, i + 1) else None
    return None


def _there(scan: Scan, first: int) -> bool:
    """True after a word that says where something is, or after a division that stands after one."""
    while (held := scan.until.get(first)) is not None and held.type is T.PLACE and held.text[-1] in scan.divisions:
        first = held.first
    before = scan.unit(first - 1)
    if before is None:
        return False
    if before.text in scan.possessives:  # 位于|巴黎|市中心|的|协和广场
        return any(scan.at[k] is not None and _place_there(scan, k) for k in range(max(0, first - _BACK), first - 1))
    return Cue.LOCATIVE in before.word.roles and not before.word.roles & VAGUE


def _called(scan: Scan, first: int, i: int) -> bool:
    """True for a name of its own before the ending, with nothing that goes on before: 参观|南湖|纪念馆, 虎门|大桥."""
    u, before = scan.units[first], scan.unit(first - 1)
    if first == i or u.pos not in _CALLED or len(u.text) < _SHORTEST or u.start in scan.gaps:
        return False
    if first + 1 == i and scan.at[first] is not None:
        return False  # 新疆|口岸
    held = scan.until.get(first)
    if held is not None:
        return held.type is T.PLACE and held.text[-1] in scan.divisions
    return before is None or not (before.pos in _NAMES or before.text in scan.coordinators)


def _place_there(scan: Scan, k: int) -> bool:
    """True where a place is named at unit k after a word that says where something is."""
    held = scan.at[k]
    before = scan.unit(held.first - 1) if held is not None and held.type is T.PLACE else None
    return before is not None and Cue.LOCATIVE in before.word.roles


def _named(scan: Scan, first: int, i: int) -> bool:
    """True where the units say what the venue is called, not only of what sort it is."""
    text = scan.span(first, i + 1)
    ending = next(w for w in scan.venues if text.endswith(w))
    start = scan.units[first].end if scan.units[first].pos == "nz" else scan.units[first].start
    joined = scan.text[start : scan.units[i].end]
    if _HAN.fullmatch(text.removesuffix(ending)) is None or not scan.coordinators.isdisjoint(joined):
        return False  # 高校|和|文创产业园, but 协和|广场
    if len(ending) == 1 and scan.units[i].pos not in _PROPER:
        return False  # 道路
    return first in scan.until or any(u.pos in _PROPER for u in scan.units[first:i])


def _may_name(scan: Scan, u: Unit) -> bool:
    """True for a word that may be what a venue is called, and says not of what sort it is."""
    if u.word.relations or u.word.post or u.pos not in _NAMES:
        return False
    if u.word.roles and Cue.GLOBAL not in u.word.roles:
        return False  # but 国际|会展中心
    return u.text not in scan.sorts and _HAN.match(u.text + u.text) is not None


def _goes_on(scan: Scan, i: int) -> bool:
    """True where a noun follows, of which the venue only says which one is meant: 机场|建设."""
    after, then = scan.unit(i), scan.unit(i + 1)
    if then is not None and then.pos == "ul":
        return False  # 会见|了
    return after is not None and after.pos in ("n", "vn", "nz", "nt") and not after.word.roles and len(after.text) > 1
