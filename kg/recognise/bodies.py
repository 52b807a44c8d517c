"""Bodies by their ending: 宜昌市住房和城乡建设局, 人事司党支部, 党史学习教育领导小组, 部党校."""

from __future__ import annotations

import re

from kg.model import K, R, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.scan import BODIES, HARMLESS, NOMINAL, VAGUE, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_LONGEST = 26
_COMMITTEES = frozenset({"委", "委员会"})
_OTHER = frozenset({T.DOCUMENT, T.PROGRAM, T.SLOGAN, T.MEETING})
_BEFORE = frozenset({
    Cue.WITH,
    Cue.COORDINATION,
    Cue.AGENT,
    Cue.PASSIVE,
    Cue.AIM,
    Cue.SPEECH,
    Cue.PREPOSER,
    Cue.LOCATIVE,
})
_AFTER = frozenset({
    Cue.SPEECH,
    Cue.SPEAKER,
    Cue.WITH,
    Cue.PLAN,
    Cue.COORDINATION,
    Cue.AIM,
    Cue.AGENT,
    Cue.LOCATIVE,
    Cue.PREPOSER,
    Cue.MANNER,
})
_NOUNS = frozenset({"n", "ns", "nz", "vn", "j", "nr", "nt"})
_COUNTS = frozenset({"m", "q", "mq"})
_GREAT = re.compile("[两三四五六七八九十]大")
_ORDINAL = re.compile("第[一二三四五六七八九十百\\d]+")
_LEADS = frozenset({"d", "ad", "v", "vd"})
_OFFICIAL = frozenset({Strength.WEAK, Strength.MINISTRY})
_KINDS_OF_STATE = frozenset({K.GOVERNMENT, K.DEPARTMENT, K.MINISTRY, None})
_PARTS = frozenset({K.AFFILIATED_UNIT, K.DEPARTMENT})
_VERBAL = frozenset({"v", "d", "ad", "c", "p", "vd", "t", "a", "z"})


def find(scan: Scan) -> None:
    """Every body whose name ends in a form, left to right, so that a body can begin with the one before it."""
    for i in scan.marked(flags.ENDS):
        u = scan.units[i]
        if u.marks & (flags.TITLE | flags.ACTS) and (u.word.post or u.word.relations):
            continue
        held = scan.at[i]
        if held is not None and held.type in _OTHER:
            ends = scan.until.get(i + 1)
            if (ends is not None and ends.type is T.ORGANIZATION) or not _author(scan, held, i):
                continue
        found = scan.form(i)
        whole = held is not None and held.entries and held.last == i + 1 and not _extended(scan, held.first)
        form = found[0] if found is not None else None
        if (
            whole
            and held is not None
            and form is not None
            and form.strength == Strength.ANCHORED
            and held.text == form.label
        ):
            committee = _committee(scan, held.first)
            if committee is not None:  # of all the bodies of this name its own
                held.entries, held.kind, held.anchor, held.own = (), form.kind, committee, held.text
        if whole and (found is None or held is None or found[1] >= held.first):
            continue
        if found is not None and found[0].type is T.ORGANIZATION:
            body = _body(scan, i, *found)
            if body is not None:
                scan.take([body])


def _author(scan: Scan, title: Name, i: int) -> bool:
    """True where unit i stands in a title before what the document is about: 《广州市委|关于…的决定》."""
    about = (k for k in range(title.first, title.last) if Cue.ABOUT in scan.units[k].word.roles)
    return title.type is T.DOCUMENT and i < next(about, title.first)


def _extended(scan: Scan, i: int) -> bool:
    """True where what stands before a known body, without a break, may belong to its name.

    That is a place, a body or a programme, and before a name that units of several bodies have (规划设计研究院) a noun.
    """
    held, known = scan.at[i - 1] if i else None, scan.at[i]
    if known is not None and known.text.startswith(tuple(scan.lexicon.roles.get(Cue.NATIONAL, ()))):
        return False  # 国务院|全国政协
    level = scan.unit(i - 1)
    if level is not None and level.text in scan.divisions and held is None:
        return True  # 市|国资委
    if known is not None and known.kind is K.MINISTRY and (held is None or held.type is not T.PLACE):
        return False  # 财政部|国家税务总局
    if held is not None:
        return held.type in BODIES or held.type is T.PROGRAM
    before = scan.unit(i - 1)
    return (
        before is not None
        and known is not None
        and all(e.kind in _PARTS and e.parent for e in known.entries)
        and (known.entries[0].kind is not K.DEPARTMENT or known.text in scan.lexicon.forms)
        and before.pos in _NOUNS
        and not before.word.roles
        and (before.pos == "vn" or not before.word.relations)
    )


def _left(scan: Scan, i: int, *, conjunctions: bool) -> tuple[int, Name | None]:
    """First unit of the noun phrase that ends before unit i: nominal words, up to and with a body, place or level.

    With it the body or place, if there is one.
    """
    units = scan.units
    first = i
    while first > 0 and units[i].end - units[first - 1].start <= _LONGEST:
        if units[first].start in scan.gaps:
            break  # 教育部　中央宣传部
        u = units[first - 1]
        held = scan.until.get(first)
        if held is not None:
            attached = held.first > 0 and Cue.ATTACHED in units[held.first - 1].word.roles
            if held.type in BODIES and not attached:
                return (held.first, held) if held.end - held.start <= _LONGEST else (first, None)
            if attached or held.type in (T.PROGRAM, T.SLOGAN):
                first = held.first
                continue
        if u.text in PUNCTUATION or u.text == "》" or (u.pos == "m" and not u.text.isalpha()):
            break
        if held is not None and held.type is T.PERSON:
            break
        roles = u.word.roles
        if Cue.NATIONAL in roles or Cue.LEVEL in roles:
            return first - 1, None
        if roles and not roles <= HARMLESS and not (conjunctions and (u.text in scan.coordinators or _planned(u))):
            break
        if not roles and (
            (u.word.relations and u.pos not in ("vn", "n") and not scan.is_program(u))
            or u.word.post
            or u.pos not in NOMINAL
            or (u.pos in ("l", "i") and not conjunctions)
        ):
            break
        first -= 1
    return first, None


def _body(scan: Scan, i: int, form: Form, head: int) -> Name | None:
    """The body whose name ends with unit i in the form that begins with unit head."""
    units = scan.units
    follows = scan.unit(i + 1)
    whole = scan.span(head, i + 1)
    before = scan.at[i - 1] if i else None
    placed = before is not None and before.type is T.PLACE
    if (
        follows is not None
        and follows.word.post
        and len(units[i].text) == 1
        and form.strength == Strength.WEAK
        and not placed
    ):
        return None
    if (
        whole[0] in scan.levels
        and form.kind is not K.COMPANY
        and len(whole) == len(form.label) + 1
        and not any(units[k].word.roles & VAGUE for k in range(head, i + 1))
    ):
        return _made(scan, head, i, form, None, pointing=True)
    pointer = scan.unit(head - 1)
    if (
        whole == form.label
        and pointer is not None
        and pointer.text in scan.demonstratives
        and form.strength != Strength.NEVER
    ):
        return _made(scan, head - 1, i, form, None, pointing=True)  # 该|局
    if whole == form.label and form.strength == Strength.ANCHORED and follows is not None and follows.word.post:
        committee = _committee(scan, head)
        if committee is not None:
            part = scan.name(head, i + 1, T.ORGANIZATION, form.kind)
            part.anchor, part.own = committee, whole
            return part
    first, anchor = _left(scan, head, conjunctions=True)
    wide = first
    whose = _branch_of(scan, anchor, i, form)
    if whose is not None:
        first, anchor = whose.first, whose
    if anchor is not None and anchor.last < head and _parts(scan, anchor.last):
        first, wide, anchor = anchor.last + 1, anchor.last + 1, None
    national = anchor is None and _national(scan, wide, i)
    if anchor is None and not national:
        first, anchor = _left(scan, head, conjunctions=False)
        if first < wide:
            first, anchor = wide, None
    if anchor is None and not national:
        place = _division(scan, wide, head)
        if place is not None:
            scan.take([place])
            first, anchor = wide, place
        elif wide < first and form.strength in _OFFICIAL and _stands(scan, wide, i):
            first = wide
    if anchor is None and first < head and units[first].pos == "q" and first and units[first - 1].pos == "m":
        first -= 1
    own = anchor.last if anchor is not None else first
    if own > i or units[own].text in scan.coordinators:
        return None
    if anchor is None and not national and _verb_led(scan, own):
        while own < head and units[own].pos in _LEADS:
            own += 1
        if own == head and (whole != form.label or form.strength in (Strength.WEAK, Strength.ANCHORED, Strength.GROUP)):
            return None
        first = own
    if any(units[k].word.roles & VAGUE for k in range(own, i + 1)) or _counted(scan, own):
        return None
    if anchor is None and form.strength in (Strength.STRONG, Strength.GROUP) and _cut(scan, first):
        return None
    if (
        anchor is not None
        and form.strength in (Strength.GROUP, Strength.STRONG)
        and own < head
        and units[own].pos == "v"
    ):
        return None  # 国务院派出|工作组
    if anchor is not None and anchor.type is T.ORGANIZATION and _GREAT.fullmatch(units[own].text):
        return None  # 建行、交行|五大银行
    if national and form.strength == Strength.UNIT and own + 1 == head:
        return None  # 国家|实验室
    if anchor is not None and own == head and follows is not None and _goes_on(scan, i + 1, form):
        return None  # 燕子河镇中心|卫生院
    if anchor is None and form.strength == Strength.UNIT and Cue.VAGUE in units[own].word.roles:
        return None
    name = _made(scan, first, i, form, anchor, national=national)
    if name is not None and whose is not None:
        name.kind = None
    return name


def _branch_of(scan: Scan, place: Name | None, i: int, form: Form) -> Name | None:
    """The body before a place and 委 or 委员会 whose committee there it is: 共青团|江苏省|委. None for the Party's."""
    if place is None or place.type is not T.PLACE or form.label not in _COMMITTEES or place.last <= i - 1:
        return None
    above = scan.until.get(place.first)
    branches = above is not None and above.type is T.ORGANIZATION and above.kind is None and bool(above.entries)
    return above if branches and place.start not in scan.gaps else None


def _committee(scan: Scan, head: int) -> Name | None:
    """The committee whose posts are listed before unit head: 江西省委|常委、|组织部|部长."""
    units, k = scan.units, head
    while k > 1 and units[k - 1].text == "、" and units[k - 2].word.post:
        k -= 2
        while k > 0 and units[k - 1].word.post:
            k -= 1
    above = scan.until.get(k) if k < head else None
    return above if above is not None and above.kind is K.PARTY_BODY else None


def _parts(scan: Scan, i: int) -> bool:
    """True where unit i parts two bodies: 教育部|和|财政部, 办公室|设在|城建处."""
    u = scan.units[i]
    return u.text in scan.coordinators or (u.pos == "v" and u.text[-1] in scan.locatives)


def _planned(u: Unit) -> bool:
    """True for a noun that is elsewhere a word of plans: 计划|财务处."""
    return u.word.roles == {Cue.PLAN} and len(u.text) > 1 and u.pos in ("n", "v", "vn")


def _national(scan: Scan, first: int, last: int) -> bool:
    """True where the phrase begins as the names of national bodies do: 中央|财经办, 中央组织部."""
    u = scan.units[first]
    if Cue.NATIONAL in u.word.roles:
        return True
    return first == last and u.text.startswith(tuple(scan.lexicon.roles.get(Cue.CENTRAL, ()))) and len(u.text) > 3


def _division(scan: Scan, first: int, head: int) -> Name | None:
    """The unlisted place that the phrase begins with, by its last character: 云川省|住房和城乡建设厅."""
    for k in range(first, min(first + 3, head)):
        u = scan.units[k]
        if u.text[-1] in scan.divisions and u.word.roles <= {Cue.LEVEL}:
            size = u.end - scan.units[first].start
            return scan.name(first, k + 1, T.PLACE) if 3 <= size <= 6 else None
        if u.word.relations or u.word.roles:
            return None
    return None


def _counted(scan: Scan, first: int) -> bool:
    """True where a number begins the phrase or stands before it: 30家|上市公司."""
    u, before = scan.units[first], scan.unit(first - 1)
    following = scan.unit(first + 1)
    if _ORDINAL.fullmatch(u.text) and following is not None and len(following.text) > 1:
        return False  # 第一|人民医院, but no 第三|代|航空
    return u.pos in _COUNTS or (before is not None and before.pos == "m")


def _goes_on(scan: Scan, i: int, form: Form) -> bool:
    """True where the name of a public institution goes on with unit i, which is the end of another's."""
    found = scan.lexicon.forms.get(scan.units[i].text)
    return form.strength == Strength.UNIT and found is not None and found.strength == Strength.UNIT


def _cut(scan: Scan, first: int) -> bool:
    """True where a noun stands directly before the phrase, so that it is only the end of a name: 群众|工作委员会."""
    before = scan.unit(first - 1)
    return (
        before is not None
        and scan.units[first].start not in scan.gaps
        and before.pos in _NOUNS
        and len(before.text) > 1
        and not before.word.post
        and (scan.at[first - 1] is None or not before.word.relations)
        and before.text not in PUNCTUATION
    )


def _verb_led(scan: Scan, first: int) -> bool:
    """True where the phrase begins with a verb of its own: 充分发挥|报社, 服务|部中心."""
    u, before = scan.units[first], scan.unit(first - 1)
    if u.pos in ("d", "ad") or (u.pos == "v" and u.text[-1] in scan.locatives):
        return True
    return u.pos == "v" and before is not None and (before.pos in ("d", "ad", "v") or before.text in ("，", "以", "来"))


def _made(
    scan: Scan,
    first: int,
    i: int,
    form: Form,
    anchor: Name | None,
    *,
    national: bool = False,
    pointing: bool = False,
) -> Name | None:
    """The body of units first to i, or None where its form says too little for what stands around it."""
    units = scan.units
    own = scan.span(anchor.last if anchor is not None else first, i + 1)
    bare = own == form.label
    levelled = pointing or (anchor is None and Cue.LEVEL in scan.units[first].word.roles and first < i)
    loose = anchor is None and not national and not levelled
    place = anchor is not None and anchor.type is T.PLACE
    stem = len(own) - len(form.label)
    kind = form.kind
    match form.strength:
        case Strength.NEVER:
            return None
        case Strength.ANCHORED:
            if loose or (levelled and stem != 1) or (anchor is not None and kind is K.GOVERNMENT and stem > 6):
                return None
        case Strength.WEAK:
            if loose and (stem < 2 or not _stands(scan, first, i)):
                return None
            if bare and len(form.label) == 1 and not (place and form.label == "委"):
                return None
        case Strength.MINISTRY:
            if stem < 2 or (loose and not _stands(scan, first, i)):
                return None
        case Strength.UNIT:
            if loose and (stem < 1 or not _stands(scan, first, i) or scan.governed(first - 1, R.UNDERTAKES)):
                return None  # 打造物流分拨中心
        case Strength.GROUP | Strength.STRONG:
            short = (
                bare and form.strength == Strength.STRONG and _named_before(scan, own, first) and not _modifies(scan, i)
            )
            if loose and stem < 2 and not short:
                return None
    if place and bare and form.label in _COMMITTEES:
        kind = K.PARTY_BODY
    elif place and kind is K.DEPARTMENT and form.label != "办公厅":
        kind = K.GOVERNMENT
    elif anchor is not None and not place and kind is K.GOVERNMENT:
        if form.strength == Strength.ANCHORED:
            return None
        kind = K.DEPARTMENT
    elif national and kind in _KINDS_OF_STATE:
        central = scan.text.startswith(tuple(scan.lexicon.roles.get(Cue.CENTRAL, ())), units[first].start)
        kind = K.PARTY_BODY if central else K.MINISTRY
    elif anchor is not None and kind is K.MINISTRY:
        kind = K.PARTY_BODY if place or anchor.kind is K.PARTY_BODY else K.DEPARTMENT
    if anchor is not None and anchor.kind is K.MEDIA:
        return None
    name = scan.name(first, i + 1, T.ORGANIZATION, kind)
    name.anchor, name.own = anchor, own
    return name


def _named_before(scan: Scan, own: str, first: int) -> bool:
    """True where a body named before ends in the same words: 中国建设报社 … 报社."""
    return len(own) > 1 and any(
        n.type is T.ORGANIZATION and n.last <= first and n.text.endswith(own) for n in scan.names
    )


def _modifies(scan: Scan, i: int) -> bool:
    """True where a plain noun follows: 航空|动力."""
    after = scan.unit(i + 1)
    plain = after is not None and not after.marks & (flags.ENDS | flags.TITLE) and not after.word.roles
    return plain and after is not None and after.pos in _NOUNS


def _stands(scan: Scan, first: int, i: int) -> bool:
    """True where units first to i stand where a body does: after a break, and before a verb or a spokesperson."""
    before, after = scan.unit(first - 1), scan.unit(i + 1)
    held = scan.at[first - 1] if first else None
    opens = (
        before is None
        or before.text in PUNCTUATION
        or bool(before.word.roles & _BEFORE)
        or before.pos == "t"
        or (before.pos == "v" and len(before.text) > 1)
        or (held is not None and held.type in BODIES)
    )
    return (
        opens
        and after is not None
        and (
            bool(after.word.relations)
            or bool(after.word.roles & _AFTER)
            or after.pos in _VERBAL
            or after.text in "、的："
            or ((form := scan.lexicon.forms.get(after.text)) is not None and form.strength == Strength.ANCHORED)
        )
    )
