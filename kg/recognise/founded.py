"""Bodies by the verb that founds them: 成立|网格|党支部, 组成|14|个|机动督战|小组, 组建“红色助企队”."""

from __future__ import annotations

from typing import Final

from kg.model import K, Kind, R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import VAGUE, Scan
from kg.words.grammar import Cue, Strength

_COUNTED: Final = frozenset({"m", "q", "mq"})
_COUNTS: Final = _COUNTED | {"ul"}
_NAMES: Final = frozenset({
    "n",
    "nz",
    "ns",
    "nr",
    "nrt",
    "nt",
    "ng",
    "vn",
    "j",
    "b",
    "l",
    "s",
    "f",
    "a",
    "an",
    "i",
    "m",
})
_LONGEST = 8  # units of a name
_DESCRIBED = 14  # units that say what it is made of: 由7名老党员组成的
_AFTER: Final = frozenset({"v", "d", "c", "p", "u", "ul", "f", "ad", "x"})
_DEEDS: Final = frozenset({"n", "vn"})
_DOES: Final = frozenset({"v", "zg"})
_HOW: Final = frozenset({"a", "ad", "d"})
_WORD, _SHORT = 2, 3  # characters of a word that ends as a team does and is none, and of a name that is too plain
_PARTS: Final = frozenset({Strength.UNIT, Strength.MINISTRY, Strength.NEVER})


def find(scan: Scan) -> None:
    """The bodies that a verb founds, where their form alone says too little."""
    for i in scan.marked(flags.ACTS):
        if R.ESTABLISHES in scan.units[i].word.relations:
            first = _begin(scan, i + 1)
            while first is not None:
                name = _founded(scan, first)
                if name is None:
                    break
                held = scan.at[name.last - 1]
                if held is None or held.type is not T.ORGANIZATION:
                    scan.take([name])
                first = _next(scan, name.last)


def _begin(scan: Scan, i: int) -> int | None:
    """The unit with which the name begins, after how many there are and what they are made of; None where none can."""
    i = _counted(scan, i)
    u = scan.unit(i)
    if u is not None and u.pos == "p":
        owns = (k for k in range(i, min(len(scan.units), i + _DESCRIBED)) if scan.units[k].text in scan.possessives)
        return _counted(scan, next(owns, len(scan.units)) + 1)
    return i if u is not None else None


def _counted(scan: Scan, i: int) -> int:
    """The unit after a number with its measure word: 14|个, 157|支."""
    units, number = scan.units, False
    while i < len(units) and units[i].start not in scan.quote_starts:
        if units[i].pos not in _COUNTS and not (number and len(units[i].text) == 1):
            break
        number = units[i].pos == "m"
        i += 1
    return i


def _founded(scan: Scan, first: int) -> Name | None:
    """The body whose name begins with unit `first` and ends as bodies do, with nothing that goes on after it."""
    quoted, begins = False, scan.unit(first)
    if begins is None or begins.pos in _HOW or begins.word.roles & VAGUE:
        return None  # 建立|健全|联席会议, 建立|各级|党委
    for last in range(first, min(len(scan.units), first + _LONGEST)):
        u = scan.units[last]
        quoted = quoted or u.start in scan.quote_starts
        if u.text in PUNCTUATION or not (quoted or _may_name(u)):
            return None
        quoted = quoted and u.end not in scan.quote_ends
        name = _named(scan, first, last) if _ends(scan, last + 1) else None
        if name is not None:
            return name
    return None


def _may_name(u: Unit) -> bool:
    """True for what may stand in the name of what is founded: a verb too, that says what it is for: 核查|小组."""
    if u.word.relations:
        return u.pos in _DEEDS
    return u.pos in _NAMES or (u.pos in _DOES and not u.word.roles)


def _named(scan: Scan, first: int, last: int) -> Name | None:
    """The body that units first to last name: by a form, or by a word for a team, with something before it.

    A branch of the Party is named by its form alone.
    """
    text, found = scan.units[last].text, scan.form(last)
    kind: Kind | None = K.WORKING_GROUP
    if found is not None and found[0].type is T.ORGANIZATION and found[0].strength not in _PARTS:
        form, head = found
        kind = form.kind
        counted = scan.units[first - 1].pos in _COUNTED  # 建立了200余个党支部
        says = head > first or (kind is K.PARTY_BODY and text == form.label and not counted)
    else:
        called = text in scan.teams or len(text) > _WORD  # no 团队, 梯队, 带队
        start, end = scan.units[first].start, scan.units[last].end
        long = end - start > _SHORT or scan.quoted(start, end)
        says = called and long and text.endswith(scan.teams)
    if not says:
        return None
    name = scan.name(first, last + 1, T.ORGANIZATION, kind)
    name.own = name.text
    return name


def _ends(scan: Scan, i: int) -> bool:
    """True where no name goes on at unit i."""
    u = scan.unit(i)
    if u is None or u.start in scan.quote_starts or u.text in PUNCTUATION or u.text in scan.coordinators:
        return True
    return u.pos in _AFTER or Cue.AMONG in u.word.roles


def _next(scan: Scan, i: int) -> int | None:
    """The unit with which another begins that is listed after the one before unit i; None where none is."""
    u = scan.unit(i)
    if u is not None and u.start in scan.quote_starts:
        return i
    return i + 1 if u is not None and u.text in scan.coordinators else None
