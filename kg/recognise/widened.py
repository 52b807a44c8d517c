"""Programmes that reach farther than the name found first: what goes on after it, and what says of what they are."""

from __future__ import annotations

from kg.model import R, T
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION
from kg.recognise.scan import Scan
from kg.words.grammar import Cue

_PROGRAM = T.PROGRAM
_NOUNS = frozenset({"n", "vn", "nz", "j", "b", "an", "l", "ns"})
_WORK = frozenset({"v", "vn", "n"})
_WITHIN = frozenset({Cue.NATIONAL, Cue.VAGUE})
_ABROAD = frozenset({Cue.GENERIC, Cue.GLOBAL})
_FARTHEST_END = 4  # units in which a programme goes on
_OF = frozenset({"n", "nz", "j", "b"})
_SCOPES = frozenset({Cue.VAGUE})
_FARTHEST_SCOPE = 3  # units that say what a programme is of
_WORD = 2  # characters of a word for work


def extended(scan: Scan) -> None:
    """A programme with the nouns after it up to an ending: 六五环境日|国家主场活动, 校园安全|防控体系, …建设|和改造."""
    for name in [n for n in scan.names if n.type is _PROGRAM and not _held(scan, n)]:
        stop = _joined(scan, name.last) or _end(scan, name)
        if stop is not None:
            scan.take([scan.name(name.first, stop, _PROGRAM)])


def _held(scan: Scan, name: Name) -> bool:
    """True where a longer name stands over the end of the name."""
    over = scan.at[name.last - 1]
    return over is not None and over.end - over.start > name.end - name.start


def _end(scan: Scan, name: Name) -> int | None:
    """The unit after the last ending that nouns after the name lead to."""
    stop = _tail(scan, name.last)
    for k in range(name.last, min(name.last + _FARTHEST_END, len(scan.units))):
        if not _goes_on(scan, k):
            break
        if k > name.last and name.entries and scan.is_program(scan.units[k]):
            stop = k + 1
        elif k == name.last and not scan.units[k].word.roles:
            stop = stop or _tail(scan, k + 1)  # 校园安全|防控|体系
    return stop


def _tail(scan: Scan, k: int) -> int | None:
    """The unit after what is made of a programme where unit k begins its name: 体系, 先行|区."""
    u = scan.unit(k)
    if u is None or scan.at[k] is not None or u.start in scan.gaps or u.start in scan.quote_starts:
        return None
    tail = next((tail for tail in scan.tails if scan.text.startswith(tail, u.start)), "")
    return scan.starting(u.start + len(tail)) if tail else None


def _goes_on(scan: Scan, k: int) -> bool:
    """True where unit k is a noun of no other name, or so many years, directly after the one before."""
    u = scan.units[k]
    if scan.at[k] is not None or u.start in scan.gaps or u.start in scan.quote_starts:
        return False
    return (u.pos in _NOUNS and not u.word.roles - _WITHIN) or _years(scan, k)


def _years(scan: Scan, k: int) -> bool:
    """True for a number in words before an ending: 基层党建|三年|行动计划."""
    u, after = scan.units[k], scan.unit(k + 1)
    return u.pos == "m" and u.text.isalpha() and after is not None and scan.is_program(after)


def _joined(scan: Scan, k: int) -> int | None:
    """The unit after a word for work that 和 joins to the name before unit k: 学生社团改革|与|建设."""
    joint, work, after = scan.unit(k), scan.unit(k + 1), scan.unit(k + 2)
    if joint is None or work is None or joint.text not in scan.coordinators or joint.text in PUNCTUATION:
        return None
    plain = work.pos in _WORK and len(work.text) == _WORD and not work.word.roles and scan.at[k + 1] is None
    ends = after is None or after.text in PUNCTUATION or Cue.AMONG in after.word.roles
    return k + 2 if plain and scan.is_program(work) and ends else None


def scoped(scan: Scan) -> None:
    """A programme with the nouns before it that say what it is of, where a verb takes them all: 财政|“放管服”改革.

    It goes by the shorter name too, unless that is a known programme's and the nouns say what part of it is meant.
    """
    for name in [n for n in scan.names if n.type is _PROGRAM and not _held(scan, n)]:
        first = name.first if _apposed(scan, name) else _scope(scan, name.first)
        if first < name.first:
            known = bool(name.entries) and not scan.empty(first, name.first)
            scan.take([scan.name(first, name.last, _PROGRAM, alt=() if known else (name.text,))])


def _apposed(scan: Scan, name: Name) -> bool:
    """True for a quotation after the noun that says what it is: 社区服务品牌|“红色物业”."""
    before = scan.unit(name.first - 1)
    return before is not None and scan.quoted(name.start, name.end) and before.text in scan.lexicon.forms


def _scope(scan: Scan, head: int) -> int:
    """The first of the nouns between unit `head` and the verb that takes them; `head` where there is no such verb."""
    first = head
    while first > 0 and head - first <= _FARTHEST_SCOPE and scan.units[first].start not in scan.gaps:
        u = scan.units[first - 1]
        if R.UNDERTAKES in u.word.relations and u.pos != "n" and not scan.is_program(u):
            return first
        if not _says_whose(scan, first - 1):
            return head
        first -= 1
    return head


def _says_whose(scan: Scan, k: int) -> bool:
    """True for a noun of no other name, without a part in the grammar: 财政, 人社, 农村."""
    u = scan.units[k]
    plain = not u.word.roles - _SCOPES or u.text in scan.scopes
    return scan.at[k] is None and u.pos in _OF and plain and not u.word.relations and u.end not in scan.quote_ends
