"""Meetings by their ending: 党史学习教育动员大会, 理论学习中心组学习（扩大）会议."""

from __future__ import annotations

import re
from typing import Final

from kg.model import R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.records import Stop, refused, stopped
from kg.recognise.scan import NOMINAL, VAGUE, Scan
from kg.recognise.sessions import commemorating
from kg.recognise.speeches import spoken
from kg.recognise.unmet import REFUSALS, Candidate, takes_place
from kg.records import record
from kg.words.entries import Form
from kg.words.grammar import Cue

_LONGEST, _ASIDE = 40, 6
_LONG_NAME = 60  # units of a meeting's name after its verb
_SOON = 3  # units of a meeting's name among which it may say how many there were
_FAR = 16  # units of a clause before a meeting's name
_TIMES = re.compile(r"(?<!第)[\d两多几数余一二三四五六七八九十百]+[次场轮期]")
_DASHES = frozenset("—－–-―")
_OPEN = frozenset({Cue.NATIONAL, Cue.SPEAKER, Cue.VAGUE, Cue.GLOBAL})
_HELD = frozenset({T.PROGRAM, T.SLOGAN, T.PLACE})
_TAKEN = frozenset({T.DOCUMENT, T.PROGRAM, T.SLOGAN})
_CALLS = frozenset({R.HOLDS, R.ATTENDS})
_PASSED = frozenset({"ad", "d", "ul", "uj", "p"})
_NOTES = frozenset({Cue.REPORTER, Cue.NAMING})
_BREAKS = frozenset({Cue.AMONG, Cue.SPEECH, Cue.LOCATIVE, Cue.PREPOSER, Cue.AGENT, Cue.AIM})


def find(scan: Scan) -> None:
    """Every meeting whose name ends in a form."""
    for i in scan.marked(flags.ENDS):
        held = scan.at[i]
        if held is not None and (_taken(scan, held) or _of_its_body(held)):
            continue
        if held is not None and held.entries and not _extended(scan, held):
            continue
        found = scan.form(i)
        if found is not None and found[0].type is T.MEETING:
            meeting = _meeting(scan, i, *found)
            if meeting is not None:
                scan.take([meeting])


def _taken(scan: Scan, held: Name) -> bool:
    """True for a name that no meeting is looked for in: not what was said at a meeting, 在座谈会上的|重要讲话."""
    return held.type in _TAKEN and not (held.type is T.DOCUMENT and spoken(scan, held))


def _of_its_body(held: Name) -> bool:
    """True for a meeting that is named by the body before its verb: 省委常委会|召开会议."""
    return held.type is T.MEETING and held.anchor is not None and held.anchor.end <= held.start


def _extended(scan: Scan, held: Name) -> bool:
    """True where a known meeting follows the level that it is of: 部|党史学习教育动员大会."""
    before = scan.unit(held.first - 1)
    if before is None or held.type is not T.MEETING:
        return False
    return Cue.LEVEL in before.word.roles or before.text.endswith(scan.instances)  # 第七十五次|委员长会议


@record
class Step:
    """A step to the left in search of where a meeting's name begins: from unit `first` over the one before it."""

    scan: Scan
    first: int
    last: int

    @property
    def unit(self) -> Unit:
        """The unit before."""
        return self.scan.units[self.first - 1]

    @property
    def held(self) -> Name | None:
        """The name that the unit before is in, where it ends before the meeting's."""
        held = self.scan.at[self.first - 1]
        return held if held is not None and held.last <= self.last else None


def _located(step: Step) -> bool:
    if step.held is None or step.held.type is not T.PLACE:
        return False
    before = step.scan.unit(step.held.first - 1)
    return before is not None and Cue.LOCATIVE in before.word.roles


def _grammatical(step: Step) -> bool:
    roles = step.unit.word.roles
    if not roles or roles & _OPEN or _of_the_nation(step) or _scope(step.scan, step.unit):
        return False
    joins = step.unit.text in step.scan.coordinators and step.first > 1
    return not (joins and step.scan.units[step.first - 2].pos in NOMINAL)


def _scope(scan: Scan, u: Unit) -> bool:
    """True for what says of which sort those are that are met for, and not of which place: 基层|党组织书记培训班."""
    return u.text in scan.scopes and u.text[-1] not in scan.levels and len(u.text) > 1


def _of_the_nation(step: Step) -> bool:
    """True for a word of no one in particular after 全国: 全国|基层|水利工作座谈会."""
    before = step.scan.unit(step.first - 2)
    return step.unit.word.roles == {Cue.GENERIC} and before is not None and Cue.NATIONAL in before.word.roles


def _verbal(step: Step) -> bool:
    u = step.unit
    if u.word.relations and _ends(step.scan, step.first - 2):
        return True  # 常委会会议|传达学习|中央重要会议
    if not u.word.relations or u.pos in ("vn", "n") or step.scan.is_program(u):
        return False
    return not _nominal(step.scan, step.first - 1)


STOPS: Final[tuple[Stop[Step], ...]] = (
    Stop("place where it is held", "在杭州市⟦老旧小区改造座谈会⟧发言。", _located),
    Stop("punctuation", "城市体检、⟦老旧小区改造现场会⟧。", lambda s: s.unit.text in PUNCTUATION),
    Stop("word of grammar", "质量⟦老旧小区改造座谈会⟧开得好。", _grammatical),
    Stop("post", "主任⟦老旧小区改造座谈会⟧。", lambda s: bool(s.unit.word.post)),
    Stop("no noun", "他们⟦老旧小区改造座谈会⟧。", lambda s: s.unit.pos not in NOMINAL),
    Stop(
        "what is done with meetings", "学生召开⟦老旧小区改造座谈会⟧。", lambda s: bool(s.unit.word.relations & _CALLS)
    ),
    Stop("governing verb", "青年陪同⟦老旧小区改造座谈会⟧代表。", lambda s: s.unit.text in s.scan.governing),
    Stop("verb", "青年打造⟦老旧小区改造座谈会⟧品牌。", _verbal),
)
"""What no meeting's name begins before."""


def _meeting(scan: Scan, i: int, form: Form, head: int) -> Name | None:
    """The meeting whose name ends with unit i in the form that begins with unit `head`."""
    first, anchor = _reach(scan, head, i)
    remembering = commemorating(scan, head)
    if remembering is not None:
        first, anchor = remembering, None
    elif anchor is None:
        called = _called(scan, first)
        if called is None:
            called = _convening(scan, first, i)
        first = _opening(scan, _less_verb(scan, first, head) if called is None else called, head)
    own = scan.span(anchor.last if anchor is not None else first, i + 1)
    if refused(REFUSALS, Candidate(scan, first, head, i, form, anchor, own)):
        return None
    name = scan.name(first, i + 1, T.MEETING)
    name.anchor, name.own = anchor, own
    whose = scan.at[first]
    if whose is not None and whose.last <= i and scan.units[whose.last].start in scan.quote_starts:
        name.alt = (scan.span(whose.last, i + 1),)  # 云川区|“清风行动”启动仪式
    return name


def _reach(scan: Scan, head: int, i: int) -> tuple[int, Name | None]:
    """The first unit of the nouns that end before unit `head`, and the body that they begin with."""
    first = head
    while first > 0 and scan.units[i].end - scan.units[first - 1].start <= _LONGEST:
        step = Step(scan, first, i)
        held = step.held
        if held is not None and held.type is T.ORGANIZATION:
            return (held.first, held) if scan.units[first].text not in PUNCTUATION else (first, None)
        over = _over(step)
        if over is None and Cue.LEVEL in step.unit.word.roles:
            return first - 1, None
        if over is None and stopped(STOPS, step):
            break
        first = first - 1 if over is None else over
    return first, None


def _over(step: Step) -> int | None:
    """The unit that a name before, an aside in brackets or a dash between nouns begins with; None for other units."""
    scan, first = step.scan, step.first
    if step.unit.text == "）":
        return _opened(scan, first - 1)  # 党组|（扩大）|会议
    return first - 2 if _between_nouns(scan, first - 1) else None  # 中国—中东欧国家…会议


def _between_nouns(scan: Scan, i: int) -> bool:
    """True for a dash at unit i that joins two nouns."""
    if scan.units[i].text not in _DASHES or i < 1:
        return False
    return scan.units[i - 1].pos in NOMINAL and scan.units[i + 1].pos in NOMINAL


def _less_verb(scan: Scan, first: int, head: int) -> int:
    """The first unit after a verb that has the meeting as its object: 利用|进口博览会."""
    u = scan.units[first]
    return first + 1 if first + 1 < head and u.pos == "v" and len(u.text) > 1 and not u.word.entries else first


def _opening(scan: Scan, first: int, head: int) -> int:
    """The first unit that may open a meeting's name: no time, adverb, number or the like."""
    units = scan.units
    while first < head and _passed(scan, units[first]):
        first += 1
    if first + 1 < head and units[first].pos == "m" and units[first + 1].pos == "q":
        return first + 2  # 多场|展览会
    for k in range(first, min(first + _SOON, head)):
        told = k > 0 and units[k - 1].pos == "m"  # 第七|十五次
        if not told and _TIMES.fullmatch(scan.text, units[k].start, units[k].end):
            return k + 1  # 六次|座谈会, 开好|一场|组织生活会
        if k + 2 < head and units[k].pos == "m" and _TIMES.fullmatch(scan.text, units[k].start, units[k + 1].end):
            return k + 2  # 190|余场|论坛
    return first


def _passed(scan: Scan, u: Unit) -> bool:
    if _scope(scan, u) or u.text in scan.feasts or u.text in scan.seats:
        return False
    if u.pos in _PASSED or (u.pos == "t" and len(u.text) > 1):
        return True
    return bool(u.word.roles & VAGUE) or u.text in scan.coordinators or u.text == "）" or u.text in scan.results


def _opened(scan: Scan, i: int) -> int | None:
    """The unit with the bracket that the one at unit i closes, where only a few words stand between."""
    k = i - 1
    while k > max(i - _ASIDE, 0) and (scan.units[k].text not in PUNCTUATION or scan.units[k].text == "、"):
        if not scan.units[k].word.roles.isdisjoint(_NOTES):
            return None  # 北京12月8日电（记者周萍）|…论坛, 交易会（以下简称服贸会）|吹风会
        k -= 1
    return k if scan.units[k].text == "（" else None


def _called(scan: Scan, first: int) -> int | None:
    """The unit after 召开, 出席, … where the meeting's name begins with a verb: 召开|推进两学一做学习教育工作座谈会."""
    i = first - 1
    while i >= 0 and first - i < _LONG_NAME:
        u = scan.units[i]
        if u.text == "》":
            opened = range(i, max(0, i - _LONG_NAME), -1)
            i = next((k for k in opened if scan.units[k].text == "《"), 0) - 1
            continue  # 学习贯彻《…》座谈会
        if _calls(scan, i):
            return i + 1 if i + 1 < first or _joins(scan, i) else None
        if _tells_of_another(scan, i):
            return None
        i -= 1
    return None


def _calls(scan: Scan, i: int) -> bool:
    """True for a verb of holding or attending, and for what joins two meetings: …第十七次会议、|…第二十二次会议."""
    u = scan.units[i]
    if u.text == "、" or u.text in scan.coordinators:
        return _joins(scan, i)
    return not _tells_of_another(scan, i) and bool(u.word.relations & _CALLS)


def _joins(scan: Scan, i: int) -> bool:
    """True for what joins a meeting to one that ends before it, 水利峰会|及|系列论坛; 暨 joins names of one."""
    u = scan.units[i]
    if i < 1 or u.text not in scan.coordinators or Cue.JOINTLY in u.word.cues:
        return False
    form = scan.form(i - 1)
    return form is not None and form[0].type is T.MEETING


def _tells_of_another(scan: Scan, i: int) -> bool:
    """True where another meeting ends before a verb (召开专题会议|研究部署…), and for what no meeting's name holds."""
    u = scan.units[i]
    if _ends(scan, i) and (scan.units[i + 1].pos == "v" or scan.units[i + 1].word.relations):
        return True
    if u.text in PUNCTUATION and u.text != "、":
        return True
    return u.text in scan.particles or bool(u.word.roles & _BREAKS)


def _ends(scan: Scan, i: int) -> bool:
    """True where a meeting's name may end with unit i."""
    form = scan.lexicon.forms.get(scan.units[i].text) if i >= 0 else None
    return form is not None and form.type is T.MEETING


def _convening(scan: Scan, first: int, i: int) -> int | None:
    """The unit that a clause begins with where it tells of a meeting that takes place: 推进厕所革命座谈会|今天召开."""
    if not takes_place(scan, i):
        return None
    k = first
    while k > 0 and first - k < _FAR:
        opened = _opened(scan, k - 1) if scan.units[k - 1].text == "）" else None
        if opened is None and _opens_before(scan, k):
            return k if k < first or _joins(scan, k - 1) else None
        if opened is None and _tells_else(scan.units[k - 1], scan):
            return None
        k = k - 1 if opened is None else opened  # 双拥模范城|（县、区）|命名大会
    return 0 if k == 0 < first else None


def _opens_before(scan: Scan, k: int) -> bool:
    """True where a clause, the name of the next of two meetings, or what follows a dateline begins with unit k."""
    text = scan.units[k - 1].text
    if Cue.DATELINE in scan.units[k - 1].word.roles and scan.units[k].start in scan.gaps:
        return True  # 新华社北京5月9日电　|首都高校…会议召开
    return _joins(scan, k - 1) or (text in PUNCTUATION and text != "、" and not _between_nouns(scan, k - 1))


def _tells_else(u: Unit, scan: Scan) -> bool:
    """True for what no name of a meeting that takes place holds."""
    return bool(u.text in scan.particles or u.word.roles & _BREAKS or u.word.relations & _CALLS or u.word.post)


def _nominal(scan: Scan, i: int) -> bool:
    """True where the verb at unit i is part of a noun phrase: a noun that is no name goes before it."""
    before = scan.unit(i - 1)
    if before is None:
        return False
    return before.pos in ("n", "vn", "nz", "j", "an") and not before.word.entries and not before.word.roles
