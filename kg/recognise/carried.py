"""Programmes without an ending, by the verb that carries them out and by the list in which they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from kg.model import R, T
from kg.parse import flags
from kg.parse.units import PUNCTUATION
from kg.recognise.scan import NOMINAL, Scan
from kg.words.grammar import Cue

_PROGRAM = T.PROGRAM
_PLAIN = frozenset({Cue.VAGUE, Cue.NATIONAL, Cue.MEMBERS, Cue.SPEAKER, Cue.PUBLIC})
_HOW = frozenset({"d", "ad", "vd"})
_WORK = frozenset({"v", "vn"})
_SKIPPED = frozenset({"r", "m", "q"})
_LONG = range(6, 21)  # characters of work without an ending
_MEMBER = range(4, 15)  # characters of a member of a list
_UNITS = 2
_SEVERAL = 2  # members of a list
_NEAR = 4  # units after 等 in which the ending of all stands


def carried(scan: Scan) -> None:
    """What a verb like 深入开展 takes, and each of what it takes before 等活动: 关爱老人、安全进万家|等活动."""
    for i in scan.marked(flags.ACTS):
        verb = scan.units[i]
        if R.UNDERTAKES not in verb.word.relations or not verb.text.endswith(scan.carriers):
            continue
        stop = scan.clause_end(i + 1)
        listed = list(_members(scan, i + 1, stop))
        if len(listed) >= _SEVERAL and _of_kind(scan, listed[-1][1]):
            scan.take([scan.name(*each, _PROGRAM) for each in listed if _named(scan, *each)])
        elif listed and (len(verb.text) > _UNITS or _how(scan, i - 1)) and _is_work(scan, *listed[0]):
            scan.take([scan.name(*listed[0], _PROGRAM)])


def numbered(scan: Scan) -> None:
    """How many campaigns those of a list are together, after 等: “筑强堡垒”“头雁锻造”等|十大行动."""
    for i in scan.marked(flags.JOINS):
        count, kind, before = scan.unit(i + 1), scan.unit(i + 2), scan.until.get(i)
        if count is None or kind is None or before is None or Cue.AMONG not in scan.units[i].word.roles:
            continue
        if before.type is _PROGRAM and count.pos == "j" and kind.text in scan.campaigns and scan.at[i + 1] is None:
            scan.take([scan.name(i + 1, i + 3, _PROGRAM)])


def _how(scan: Scan, i: int) -> bool:
    """True for a word that says how: 正式|启动."""
    u = scan.unit(i)
    return u is not None and (u.pos in _HOW or Cue.MANNER in u.word.roles)


def _members(scan: Scan, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """The units of each member of the list of objects, half-open, up to 等 or the end of the clause."""
    joints = scan.marked(flags.JOINS)
    for last in (*joints[bisect_left(joints, first) : bisect_left(joints, stop)], stop):
        while first < last and scan.units[first].pos in _SKIPPED:
            first += 1
        if first < last:
            yield first, last
        if last < stop and Cue.AMONG in scan.units[last].word.roles:
            return
        first = last + 1


def _of_kind(scan: Scan, i: int) -> bool:
    """True where unit i is the 等 after which a programme's ending says what all of the list are."""
    u = scan.unit(i)
    if u is None or Cue.AMONG not in u.word.roles:
        return False
    for j in range(i + 1, min(i + _NEAR, len(scan.units))):
        if scan.is_program(scan.units[j]):
            return Cue.VAGUE in scan.units[j].word.roles or scan.units[j].text in scan.campaigns
        if scan.units[j].text in PUNCTUATION or scan.at[j] is not None:
            return False
    return False


def _plain(scan: Scan, first: int, last: int) -> bool:
    """True for words of no other name and without a part in the grammar."""
    units = scan.units[first:last]
    if any(scan.at[k] is not None for k in range(first, last)) or units[0].start in scan.quote_starts:
        return False
    return all(u.pos in NOMINAL and not u.word.roles - _PLAIN and u.text not in PUNCTUATION for u in units)


def _named(scan: Scan, first: int, last: int) -> bool:
    """True for a member of a list that is told in few plain words, not all of them empty, and is no verb's object."""
    size, head = scan.units[last - 1].end - scan.units[first].start, scan.units[first]
    told = last - first > 1 and bool(head.word.relations) and head.pos == "v"  # 办好|实事好事
    return size in _MEMBER and not told and _plain(scan, first, last) and not scan.empty(first, last)


def _is_work(scan: Scan, first: int, last: int) -> bool:
    """True for a long noun phrase that ends in a word for work: 首席技师|遴选, 入户|走访|慰问."""
    units = scan.units[first:last]
    size = units[-1].end - units[0].start
    if size not in _LONG or len(units) < _UNITS or units[-1].pos not in _WORK or units[0].word.relations:
        return False
    return _plain(scan, first, last) and not scan.empty(first, last - 1)
