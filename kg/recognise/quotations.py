"""Names in quotation marks: programmes and meetings with their ending, formulations by number, verb or theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kg.model import EntityType, R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.formulas import called, couplet, formulated, headed, theme
from kg.recognise.made import LONGEST_NAME, NEAR_HEAD, QUOTED, SHORTEST, Quotation, made, made_with
from kg.recognise.records import Seat, seated
from kg.recognise.scan import HARMLESS, NOMINAL, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_PROGRAM, _SLOGAN = T.PROGRAM, T.SLOGAN
_BREAKS = frozenset({
    Cue.NEGATION,
    Cue.PREPOSER,
    Cue.AGENT,
    Cue.SPEECH,
    Cue.AIM,
    Cue.WITH,
    Cue.AMONG,
    Cue.COORDINATION,
    Cue.LOCATIVE,
})
_LONGEST, _LONGEST_TITLE = 40, 80  # characters of a quotation that names something, and of what is met for
_TELLING = 4  # characters of a formulation that a noun after it says to be one
_NAMING = frozenset({Strength.PHRASE, Strength.QUOTED})
_FAR, _FAR_LIST = 6, 12  # units after a quotation in which its ending, or 等, stands
_OTHERS = frozenset({T.MEETING, T.DOCUMENT, T.ORGANIZATION})
_MOST = 50  # quotations of one list
_BETWEEN = frozenset({"n", "vn", "v", "nz"})
_OBJECTS = frozenset({"n", "ns", "nz", "j", "nr"})


def _gathered(quotation: Quotation) -> int | None:
    """The unit after the meeting's ending that follows: “机构改革大家谈”专题|座谈会."""
    scan, first = quotation.scan, quotation.last
    for j in range(first, min(first + _FAR, len(scan.units))):
        u = scan.units[j]
        form = scan.lexicon.forms.get(u.text)
        if form is not None and form.type is T.MEETING:
            return j + 1
        held = scan.at[j]
        ends = scan.lexicon.form_of(held.text) if held is not None and held.first == j else None
        if held is not None and ends is not None and ends.type is T.MEETING and ends.strength is Strength.STRONG:
            return held.last  # “推进水网建设”|专题协商会
        if u.text in PUNCTUATION or u.word.roles - HARMLESS or u.word.relations or scan.at[j] is not None:
            return None
        if u.pos not in NOMINAL:
            return None
    return None


def _itself_a_meeting(quotation: Quotation) -> bool:
    """True for a quotation that ends as meetings do and names what is met for: “纪念河长制十周年研讨会”."""
    scan = quotation.scan
    form = scan.lexicon.form_of(quotation.text)
    held = scan.at[quotation.first]
    if form is None or form.type is not T.MEETING or form.strength is not Strength.STRONG:
        return False
    stem, clause = len(quotation.text) - len(form.label), "，" in quotation.text
    whole = held is not None and bool(held.entries) and held.last == quotation.last
    return stem >= _TELLING and not clause and not whole


def _of_programme(quotation: Quotation) -> bool:
    return _ending(quotation.scan, quotation.last) is not None


def _in_list(quotation: Quotation) -> bool:
    return _listed(quotation.scan, quotation.n, quotation.spans)


def _own_ending(quotation: Quotation) -> bool:
    """True for a quotation that itself ends as programmes do: “红帆驿站”, “机关学习日”."""
    form = quotation.scan.lexicon.form_of(quotation.text)
    held = quotation.scan.at[quotation.first]
    if form is None or form.type is not _PROGRAM or form.strength not in _NAMING or len(form.label) < SHORTEST - 1:
        return False
    before = quotation.scan.unit(quotation.first - 1)
    if before is not None and Cue.NAMING in before.word.roles:
        return False  # （以下简称“云桥行动”）
    stem = len(quotation.text) - len(form.label)
    whole = held is not None and held.first == quotation.first and held.last == quotation.last
    return 1 < stem < LONGEST_NAME and quotation.plain and not whole and not _doing(quotation)


def _doing(quotation: Quotation) -> bool:
    """True where it begins with a verb that has the rest as its object: “开展专项行动”."""
    head = quotation.scan.units[quotation.first]
    return head.pos == "v" and bool(head.word.relations)


def _whole(type_: EntityType) -> Callable[[Quotation], Name]:
    """The quotation itself as a name of the type."""
    return lambda quotation: quotation.scan.name(quotation.first, quotation.last, type_)


def _with_ending(quotation: Quotation) -> Name:
    stop = _ending(quotation.scan, quotation.last) or quotation.last
    return quotation.scan.name(quotation.first, stop, _PROGRAM, alt=(quotation.text,))


def _with_nouns(quotation: Quotation) -> Name:
    stop = made_with(quotation) or quotation.last
    return quotation.scan.name(quotation.first, stop, _PROGRAM, alt=(quotation.text,))


def _with_meeting(quotation: Quotation) -> Name:
    name = quotation.scan.name(quotation.first, _gathered(quotation) or quotation.last, T.MEETING)
    name.own = name.text
    return name


SEATS: Final[tuple[Seat[Quotation, Name | None], ...]] = (
    Seat("before a programme's ending", "“⟦清风”活动⟧很好。", _with_ending, _of_programme),
    Seat(
        "before a meeting's ending",
        "他们组织“⟦改革大家谈”专题座谈会⟧。",
        _with_meeting,
        lambda q: _gathered(q) is not None,
    ),
    Seat(
        "itself a meeting",
        "他们主办的“⟦大禹与治水：河湖管护研讨会⟧”开得好。",
        _whole(T.MEETING),
        _itself_a_meeting,
    ),
    Seat("in a list before an ending", "他们开展“⟦清风⟧”“绿叶”等活动。", _whole(_PROGRAM), _in_list),
    Seat(
        "made, and goes on",
        "他们启动“⟦百日集训”第二季⟧。",
        _with_nouns,
        lambda q: made_with(q) is not None,
    ),
    Seat("formula before what it is", "这是“⟦五有⟧”要求。", _whole(_SLOGAN), headed),
    Seat("made under that name", "他们推出“⟦喜剧巴士⟧”。", _whole(_PROGRAM), made),
    Seat("its own ending", "他们走进“⟦清风讲堂⟧”。", _whole(_PROGRAM), _own_ending),
    Seat("formulation", "他们坚持“⟦管用为上⟧”。", _whole(_SLOGAN), formulated),
    Seat("called a formulation", "他们有“⟦把群众放在首位⟧”的工作要求。", _whole(_SLOGAN), called),
    Seat("couplet", "“⟦文化搭台，产业唱戏⟧”，澜水市变了样。", _whole(_SLOGAN), couplet),
    Seat("theme", "大会以“⟦链接世界，共创未来⟧”为主题。", _whole(_SLOGAN), theme),
)
"""What a quotation is a name of, the first that holds."""

MEETINGS: Final = tuple(seat for seat in SEATS if "meeting" in seat.name)
"""What a long quotation may be a name of."""


def quoted(scan: Scan) -> None:
    """Names in quotation marks, as SEATS says: programmes and meetings with their ending, formulations."""
    spans = [(start, end) for start, end in scan.quotes if not scan.stops_within(start, end)]
    for n, (start, end) in enumerate(spans):
        first, last = scan.starting(start), scan.starting(end)
        if first is None or last is None or not 2 <= end - start <= _LONGEST_TITLE:
            continue
        quotation = Quotation(scan, n, spans, first, last, scan.text[start:end])
        seats = SEATS if end - start <= _LONGEST else MEETINGS
        name = seated(seats, quotation, None)
        if name is not None:
            scan.take([name])


def _ending(scan: Scan, i: int) -> int | None:
    """The unit after the programme's ending that units from i on have: 活动, 主题教育, 系列活动, 民生工程.

    A verb that has its object after it is in the name of a campaign alone: 联系群众|活动.
    """
    if i < len(scan.units) and _opens_otherwise(scan, i):
        return None
    stop, doing = None, False
    for j in range(i, min(i + _FAR, len(scan.units))):
        u = scan.units[j]
        if _breaks(scan, j):
            break
        form = _form(scan, i, j)
        programme = (form is not None and form.type is _PROGRAM) or _generic(u)
        if programme and not (doing and not _campaign(scan, form)):
            stop = j + 1
        elif form is not None and form.type in _OTHERS and not _leads_to_ending(scan, j):
            return stop if stop is not None and stop < j else None  # “云桥”行动|方案
        elif u.pos not in NOMINAL or (stop is not None and not _goes_on(scan, j)):
            break
        doing = doing or (not programme and _has_object(scan, j))
    return None if stop is not None and _is_tenet(scan, stop) else stop


def _opens_otherwise(scan: Scan, i: int) -> bool:
    """True for a verb, or for what only says when, with which no ending opens; 学习 in “找差距”|学习|活动 is none."""
    acts = _acts(scan, scan.units[i]) and not _before_campaign(scan, i)
    return acts or _in_time(scan, i)


def _before_campaign(scan: Scan, i: int) -> bool:
    """True for a verb right before the ending of a campaign, whose name it is part of: “找差距”|学习|活动."""
    after = scan.unit(i + 1)
    return after is not None and after.text in scan.campaigns and after.start not in scan.gaps


def _leads_to_ending(scan: Scan, j: int) -> bool:
    """True for the ending of another type right before a programme's: “五型”|政府|建设."""
    after = scan.unit(j + 1)
    return after is not None and scan.is_program(after) and after.start not in scan.gaps


def _goes_on(scan: Scan, j: int) -> bool:
    """True for a word after one ending and before another: 微党课|学习|模式, 专项|提升|行动."""
    u, after = scan.units[j], scan.unit(j + 1)
    form = scan.lexicon.forms.get(after.text) if after is not None else None
    named = form is not None and form.type is _PROGRAM and scan.units[j].start not in scan.gaps
    carried = R.UNDERTAKES in scan.units[j - 1].word.relations  # “一带五基地”建设|发展战略
    return named and not carried and u.pos in _BETWEEN and Cue.LENDS not in u.word.roles


def _breaks(scan: Scan, j: int) -> bool:
    """True for what no programme's ending after a quotation reaches over."""
    u, held = scan.units[j], scan.at[j]
    return (
        u.start in scan.quote_starts
        or u.text in PUNCTUATION
        or bool(u.word.roles & _BREAKS)
        or R.SUPPORTS in u.word.relations
        or (held is not None and held.type not in QUOTED)
    )


def _in_time(scan: Scan, i: int) -> bool:
    """True where a quotation before unit i, or what goes on with it, only says when: “十四五”时期|改革工作."""
    return scan.units[i].text in scan.spans


def _has_object(scan: Scan, j: int) -> bool:
    """True for a verb that has what follows as its object: 开展|理论宣讲, 唱响|国家|减税降费."""
    u, after = scan.units[j], scan.unit(j + 1)
    if Cue.LENDS in u.word.roles:
        return True
    if u.pos != "v" or u.word.roles & HARMLESS or after is None or after.pos not in _OBJECTS:
        return False
    known = any(_generic(unit) for unit in scan.units[j + 1 : j + NEAR_HEAD])
    return (bool(u.word.relations) or known) and scan.form(j + 1) is None


def _campaign(scan: Scan, form: Form | None) -> bool:
    """True for the ending of a campaign."""
    return form is not None and any(form.label.endswith(campaign) for campaign in scan.campaigns)


def _is_tenet(scan: Scan, stop: int) -> bool:
    """True where a noun follows the empty ending before unit `stop` that makes a formulation of it: 工作|要求."""
    after = scan.unit(stop)
    return after is not None and after.text in scan.tenets and Cue.VAGUE in scan.units[stop - 1].word.roles


def _form(scan: Scan, i: int, j: int) -> Form | None:
    """The form that unit j is, or that it ends in with the words from unit i on: 长效|机制, 评选活动, 工作|法."""
    whole = scan.lexicon.forms.get(scan.units[j].text)
    found = scan.form(j) if whole is None or scan.units[j].text in scan.lexicon.form_tails else None
    if found is None or found[1] < i or found[0].type is not _PROGRAM or len(found[0].label) < SHORTEST - 1:
        return whole
    return found[0]


def _generic(u: Unit) -> bool:
    """True for a programme's name that is also a plain word: “红心绿海”|党建品牌创建."""
    return any(e.type is _PROGRAM and e.generic for e in u.word.entries)


def _acts(scan: Scan, u: Unit) -> bool:
    """True for a verb that is no programme's ending."""
    return bool(u.word.relations) and u.pos == "v" and not scan.is_program(u)


def _listed(scan: Scan, n: int, spans: Sequence[tuple[int, int]]) -> bool:
    """True where the quotation is followed by further ones, or by others and 等, and then by a programme's ending."""
    end = spans[n][1]
    for start, stop in spans[n + 1 : n + _MOST]:
        between = scan.text[end:start]
        if between and between not in scan.coordinators:
            break
        end = stop
    i = scan.starting(end)
    if i is None or i >= len(scan.units):
        return False
    if scan.units[i].text == "、":
        i = _others(scan, i)
    if i < len(scan.units) and Cue.AMONG in scan.units[i].word.roles:
        i += 1
    return _ending(scan, i) is not None


def _others(scan: Scan, i: int) -> int:
    """The unit of the 等 that ends the list which the 、 at unit i goes on with; i where none does."""
    for j in range(i + 1, min(len(scan.units), i + _FAR_LIST)):
        if scan.units[j].marks & flags.ENDS_REACH:
            break
        if Cue.AMONG in scan.units[j].word.roles:
            return j
    return i
