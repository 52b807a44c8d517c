"""Meetings by their ending: 党史学习教育动员大会, 理论学习中心组学习（扩大）会议."""

from __future__ import annotations

import re

from kg.model import K, R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION
from kg.recognise.scan import NOMINAL, VAGUE, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_LONGEST, _TELLING, _ASIDE = 40, 4, 6
_TIMES = re.compile(r"[\d两多几数一二三四五六七八九十百]+[次场轮期]")
_DASHES = frozenset("—－–-")
_OPEN = frozenset({Cue.NATIONAL, Cue.SPEAKER, Cue.VAGUE, Cue.GLOBAL})
_HELD = frozenset({T.PROGRAM, T.SLOGAN, T.PLACE})
_TAKEN = frozenset({T.DOCUMENT, T.PROGRAM, T.SLOGAN})
_CONVENE = frozenset({K.WORKING_GROUP, K.PARTY_BODY, None})
_CALLS = frozenset({R.HOLDS, R.ATTENDS})
_BREAKS = frozenset({Cue.SPEECH, Cue.LOCATIVE, Cue.PREPOSER, Cue.AGENT, Cue.AIM})


def find(scan: Scan) -> None:
    """Every meeting whose name ends in a form."""
    for i in scan.marked(flags.ENDS):
        held = scan.at[i]
        if held is not None and held.type in _TAKEN:
            continue
        if held is not None and held.entries and not _extended(scan, held):
            continue
        found = scan.form(i)
        if found is not None and found[0].type is T.MEETING:
            meeting = _meeting(scan, i, *found)
            if meeting is not None:
                scan.take([meeting])


def _extended(scan: Scan, held: Name) -> bool:
    """True where a known meeting follows the level that it is of: 部|党史学习教育动员大会."""
    before = scan.unit(held.first - 1)
    return before is not None and Cue.LEVEL in before.word.roles and held.type is T.MEETING


def _meeting(scan: Scan, i: int, form: Form, head: int) -> Name | None:
    units = scan.units
    first = head
    anchor: Name | None = None
    while first > 0 and units[i].end - units[first - 1].start <= _LONGEST:
        u = units[first - 1]
        held = scan.at[first - 1]
        if held is not None and held.last <= i:
            if held.type in _HELD:
                before = scan.unit(held.first - 1)
                if held.type is T.PLACE and before is not None and Cue.LOCATIVE in before.word.roles:
                    break
                first = held.first
                continue
            if held.type is T.ORGANIZATION:
                if units[first].text not in PUNCTUATION:
                    first, anchor = held.first, held
                break
        opened = _opened(scan, first - 1) if u.text == "）" else None
        if opened is not None:
            first = opened  # 党组|（扩大）|会议
            continue
        if u.text in _DASHES and first > 1 and units[first - 2].pos in NOMINAL and units[first].pos in NOMINAL:
            first -= 2  # 中国—中东欧国家…会议
            continue
        if u.text in PUNCTUATION or u.text in "《》":
            break
        roles = u.word.roles
        if Cue.LEVEL in roles:
            first -= 1
            break
        joins = u.text in scan.coordinators and first > 1 and units[first - 2].pos in NOMINAL
        if roles and not joins and not roles & _OPEN:
            break
        if u.word.post or u.pos not in NOMINAL:
            break
        if u.word.relations & _CALLS:
            break
        if u.word.relations and u.pos not in ("vn", "n") and not scan.is_program(u) and not _nominal(scan, first - 1):
            break
        first -= 1
    called = _called(scan, first)
    if called is None and anchor is None:
        called = _convening(scan, first, i)
    if called is not None and anchor is None:
        first = called
    while first < head and anchor is None:
        u = units[first]
        if not (
            (u.pos in ("t", "ad", "d", "ul", "uj", "p") and (len(u.text) > 1 or u.pos != "t"))
            or u.word.roles & VAGUE
            or u.text in scan.coordinators
            or u.text == "）"
        ):
            break
        first += 1
    if anchor is None and first + 1 < head and units[first].pos == "m" and units[first + 1].pos == "q":
        first += 2  # 多场|展览会
    elif anchor is None and first < head and units[first].pos == "m" and _TIMES.fullmatch(units[first].text):
        first += 1  # 六次|座谈会
    own = scan.span(anchor.last if anchor is not None else first, i + 1)
    told = len(own) > _TELLING and scan.governed(first - 1, R.HOLDS)  # 召开专题学习会
    bodily = anchor is not None and anchor.kind in _CONVENE and own == form.label
    if (
        form.strength != Strength.NAMED
        and len(form.label) < 5
        and not bodily
        and (len(own) < len(form.label) + 2 or (scan.empty(first, head) and not told))
    ):
        return None
    name = scan.name(first, i + 1, T.MEETING)
    name.anchor, name.own = anchor, own
    return name


def _opened(scan: Scan, i: int) -> int | None:
    """The unit with the bracket that the one at unit i closes, where only a few words stand between."""
    k = i - 1
    while k > max(i - _ASIDE, 0) and scan.units[k].text not in PUNCTUATION:
        k -= 1
    return k if scan.units[k].text == "（" else None


def _called(scan: Scan, first: int) -> int | None:
    """The unit after 召开, 出席, … where the meeting's name begins with a verb: 召开|推进两学一做学习教育工作座谈会."""
    i = first - 1
    while i >= 0 and first - i < 60:
        u = scan.units[i]
        if u.text == "》":
            i = next((k for k in range(i, max(0, i - 60), -1) if scan.units[k].text == "《"), 0) - 1
            continue  # 学习贯彻《…》座谈会
        if u.text == "、" and _ends(scan, i - 1):
            return i + 1 if i + 1 < first else None  # …第十七次会议、|…第二十二次会议
        if (u.text in PUNCTUATION and u.text != "、") or u.text in "的了" or u.word.roles & _BREAKS:
            return None
        if u.word.relations & _CALLS:
            return i + 1 if i + 1 < first else None
        i -= 1
    return None


def _ends(scan: Scan, i: int) -> bool:
    """True where a meeting's name may end with unit i."""
    form = scan.lexicon.forms.get(scan.units[i].text) if i >= 0 else None
    return form is not None and form.type is T.MEETING


def _convening(scan: Scan, first: int, i: int) -> int | None:
    """The unit that a clause begins with where it tells of a meeting that takes place: 推进厕所革命座谈会|今天召开."""
    held = False
    for u in scan.units[i + 1 : i + 9]:
        if u.text in PUNCTUATION or u.text == "的":
            return None
        if u.word.relations:
            held = R.HOLDS in u.word.relations
            break
    if not held:
        return None
    k = first
    while k > 0 and first - k < 16:
        u = scan.units[k - 1]
        if u.text in PUNCTUATION and u.text != "、":
            return k if k < first else None
        if u.text in "的了" or u.word.roles & _BREAKS or u.word.relations & _CALLS or u.word.post:
            return None
        k -= 1
    return 0 if k == 0 < first else None


def _nominal(scan: Scan, i: int) -> bool:
    """True where the verb at unit i is part of a noun phrase: a noun that is no name goes before it."""
    before = scan.unit(i - 1)
    if before is None:
        return False
    return before.pos in ("n", "vn", "nz", "j", "an") and not before.word.entries and not before.word.roles
