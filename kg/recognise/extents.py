"""How far the name of a body reaches to the left: the noun phrase, and the body or place that it begins with."""

from __future__ import annotations

from kg.model import K, T
from kg.parse.reading import Name
from kg.parse.units import PUNCTUATION, Unit
from kg.recognise.endings import Ending, Phrase
from kg.recognise.scan import BODIES, HARMLESS, NOMINAL, Scan
from kg.records import changed
from kg.words.grammar import Cue, Strength

_LONGEST = 26
_LEADS = frozenset({"d", "ad", "v", "vd"})
_OFFICIAL = frozenset({Strength.WEAK, Strength.MINISTRY})
_BEFORE = frozenset({
    Cue.WITH, Cue.COORDINATION, Cue.AGENT, Cue.PASSIVE, Cue.AIM, Cue.SPEECH, Cue.PREPOSER, Cue.LOCATIVE,
})  # fmt: skip
_AFTER = frozenset({
    Cue.SPEECH, Cue.SPEAKER, Cue.WITH, Cue.PLAN, Cue.COORDINATION, Cue.AIM, Cue.AGENT, Cue.LOCATIVE, Cue.PREPOSER,
    Cue.MANNER, Cue.AMONG,
})  # fmt: skip
_VERBAL = frozenset({"v", "d", "ad", "c", "p", "vd", "t", "a", "z"})
_WITHIN = frozenset({T.PROGRAM, T.SLOGAN})
_TOPICS = frozenset({Cue.GLOBAL, Cue.LEADER})  # 全球|问题|研究所, 领导|科学|研究会
_IN_NAMES = HARMLESS | _TOPICS | {Cue.GENERIC}
_COUNTS = frozenset({"m", "q", "mq"})
_BEGINS = frozenset({Cue.NATIONAL, Cue.LEVEL})
_APART = frozenset({Strength.STRONG, Strength.UNIT})
_KINDS_APART = frozenset({K.COMPANY, K.SCHOOL, K.AFFILIATED_UNIT, None})
_HAVE_BRANCHES = frozenset({K.COMPANY, K.SCHOOL, K.MINISTRY, K.AFFILIATED_UNIT, None})
_REGISTERED = 4  # characters of a form that only names in full end in: 有限公司
_WORDS = 3  # units of what a company is called between its place and its trade
_FAR = 3  # units in which an unlisted place ends that a name begins with
_PLACE_SIZES = range(3, 7)


def phrase_of(end: Ending) -> Phrase:
    """The noun phrase with that ending: over 和 to a body, a place or 中国, else as far as plain nouns go."""
    scan, head = end.scan, end.head
    wide, anchor = left(scan, head, conjunctions=True)
    first, whose = wide, _branch_of(scan, anchor, end)
    outer = whose or _body_there(scan, anchor, end)
    if outer is not None:
        first, anchor = outer.first, outer
    if anchor is not None and anchor.last < head and _parts(scan, anchor.last):
        first, wide, anchor = anchor.last + 1, anchor.last + 1, None
    national = anchor is None and _national(scan, wide, end.last)
    if anchor is None and not national:
        first, anchor = _narrowed(end, wide)
    own = anchor.last if anchor is not None else first
    first = _placed(scan, first, anchor)
    phrase = Phrase(end, first, anchor, own, own, national, whose=whose)
    return phrase if anchor is not None or national else _less_verbs(phrase)


def _placed(scan: Scan, first: int, anchor: Name | None) -> int:
    """The first unit with the places that a village or the like, which the phrase begins with, is in."""
    if anchor is None or anchor.type is not T.PLACE or anchor.entries or not anchor.text.endswith(scan.settlements):
        return first
    while (
        (held := scan.until.get(first)) is not None
        and held.type is T.PLACE
        and scan.units[first].start not in scan.gaps
    ):
        first = held.first
    return first


def _less_verbs(phrase: Phrase) -> Phrase:
    """The phrase without the verbs that lead it."""
    scan, own = phrase.scan, phrase.own
    if own > phrase.end.last or not _verb_led(scan, own):
        return phrase
    while own < phrase.end.head and scan.units[own].pos in _LEADS:
        own += 1
    return changed(phrase, first=own, own=own)


def _narrowed(end: Ending, wide: int) -> tuple[int, Name | None]:
    """First unit and anchor of a phrase that no known body or place begins, and that reaches to `wide` over 和."""
    scan = end.scan
    first, _ = left(scan, end.head, conjunctions=False)
    place = _division(scan, wide, end.head)
    if place is not None:
        scan.take([place])
        return wide, place
    official = end.form.strength in _OFFICIAL or (end.form.alone is not None and _of_level(scan, wide, end.head))
    if wide < first and official and stands(scan, wide, end.last):
        return wide, None
    return _registered(end, first) or (first, None)


def _of_level(scan: Scan, first: int, head: int) -> bool:
    """True for the words of one body's name after a level: 省|发展和改革|委员会."""
    return Cue.LEVEL in scan.units[first].word.roles and all(scan.at[k] is None for k in range(first, head))


def _registered(end: Ending, first: int) -> tuple[int, Name] | None:
    """First unit and place of a company's name in full, over what it is called by: 江苏|澄扬|作物科技有限公司."""
    scan = end.scan
    if end.form.kind is not K.COMPANY or len(end.form.label) < _REGISTERED:
        return None
    for k in range(first, max(-1, first - _WORDS - 1), -1):
        held = scan.until.get(k)
        if held is not None:
            return (held.first, held) if held.type is T.PLACE else None
        u = scan.unit(k - 1)
        if u is None or scan.units[k].start in scan.gaps or u.text in PUNCTUATION or not _calls(scan, u):
            return None
    return None


def _calls(scan: Scan, u: Unit) -> bool:
    """True for a word that may be what a company is called: a noun, or what looks like a verb and is in no name."""
    if u.word.roles or u.word.relations or u.word.post:
        return False
    return u.pos in NOMINAL or foreign(scan, u)


def left(scan: Scan, i: int, *, conjunctions: bool) -> tuple[int, Name | None]:
    """First unit of the noun phrase that ends before unit i: nominal words, up to and with a body, place or level.

    With it the body or place, if there is one.
    """
    units = scan.units
    first = i
    while first > 0 and units[i].end - units[first - 1].start <= _LONGEST:
        if units[first].start in scan.gaps:
            break  # 教育部　中央宣传部
        u, held = units[first - 1], scan.until.get(first)
        if held is not None and held.type in BODIES and not _attached(scan, held):
            return (held.first, held) if held.end - held.start <= _LONGEST else (first, None)
        if held is not None and (held.type in _WITHIN or _attached(scan, held)):
            first = held.first
            continue
        if _stops(u, held):
            break
        if not u.word.roles.isdisjoint(_BEGINS):
            state = _state_before(scan, first - 1)
            return (state.first, state) if state is not None else (first - 1, None)
        if not _within(scan, first - 1, i, conjunctions=conjunctions):
            break
        first -= 1
    return first, None


def _attached(scan: Scan, held: Name) -> bool:
    """True where a word says that what it names is attached to another: 附属|协和医院."""
    return held.first > 0 and Cue.ATTACHED in scan.units[held.first - 1].word.roles


def _stops(u: Unit, held: Name | None) -> bool:
    """True for what no name of a body holds: punctuation, a figure, a person, what joins two posts."""
    return (
        u.text in PUNCTUATION
        or Cue.DOUBLE in u.word.cues
        or (u.pos == "m" and not u.text.isalpha())
        or (held is not None and held.type is T.PERSON)
    )


def _nominal(scan: Scan, u: Unit, *, conjunctions: bool) -> bool:
    """True for a word that a noun phrase may hold, with `conjunctions` one of several nouns joined by 和."""
    roles = u.word.roles
    if roles:
        if roles & _TOPICS:
            return conjunctions and u.pos == "n" and roles <= _IN_NAMES
        return roles <= HARMLESS or (conjunctions and (u.text in scan.coordinators or _planned(u)))
    if u.word.post or u.pos not in NOMINAL or (u.pos in ("l", "i") and not conjunctions):
        return False
    return not u.word.relations or u.pos in ("vn", "n") or scan.is_program(u)


def _within(scan: Scan, i: int, head: int, *, conjunctions: bool) -> bool:
    """True for a unit that may stand in a body's name before the unit `head`."""
    if i + 1 < head and foreign(scan, scan.units[i]):
        return False
    return _nominal(scan, scan.units[i], conjunctions=conjunctions) or (conjunctions and _work(scan, i, head))


def foreign(scan: Scan, u: Unit) -> bool:
    """True for a verb that no known name of a body holds, nor ends a programme's: 实行, 推荐, not 监督, 整改."""
    return (
        u.pos == "v"
        and len(u.text) > 1
        and u.text[:2] not in scan.lexicon.inside_bodies
        and scan.lexicon.form_of(u.text) is None
    )


def _work(scan: Scan, i: int, head: int) -> bool:
    """True for a verb that says what a bureau does with what stands before it: 投资|促进|局."""
    u, before = scan.units[i], scan.unit(i - 1)
    if (
        i + 1 != head
        or before is None
        or scan.at[i - 1] is not None
        or u.pos != "v"
        or len(u.text) != 2
        or u.word.roles
        or u.word.post
    ):
        return False
    return before.pos in ("n", "vn") and not before.word.roles and not before.word.relations


def _planned(u: Unit) -> bool:
    """True for a noun that is elsewhere a word of plans: 计划|财务处."""
    return u.word.roles == {Cue.PLAN} and len(u.text) > 1 and u.pos in ("n", "v", "vn")


def _branch_of(scan: Scan, place: Name | None, end: Ending) -> Name | None:
    """The body before a place and 委 or 委员会 whose committee there it is: 共青团|江苏省|委. None for the Party's."""
    if place is None or place.type is not T.PLACE or end.form.alone is not K.PARTY_BODY or place.last <= end.last - 1:
        return None
    above = scan.until.get(place.first)
    branches = above is not None and above.type is T.ORGANIZATION and above.kind is None and bool(above.entries)
    return above if branches and place.start not in scan.gaps else None


def _body_there(scan: Scan, place: Name | None, end: Ending) -> Name | None:
    """The body before a place whose part there it is: 云川大学|澜水市|培训学院, 中国电信|河南|分公司."""
    form = end.form
    if place is None or place.type is not T.PLACE or form.strength not in _APART or form.kind not in _KINDS_APART:
        return None
    above = scan.until.get(place.first)
    if above is None or above.type is not T.ORGANIZATION or above.kind not in _HAVE_BRANCHES:
        return None
    known = bool(above.entries) or above.kind in (K.COMPANY, K.SCHOOL)
    army = above.kind is None and form.kind is K.AFFILIATED_UNIT  # 八路军|太行纪念馆
    return above if known and not army and place.start not in scan.gaps else None


def _state_before(scan: Scan, i: int) -> Name | None:
    """The state or its parliament before unit i, with which a national body begins: 意大利|国家|统计局."""
    above, u = scan.until.get(i), scan.units[i]
    if above is None or Cue.NATIONAL not in u.word.roles or u.start in scan.gaps:
        return None
    anchor = above.anchor or above
    state = anchor.type is T.PLACE and any(e.is_state for e in anchor.entries)
    return above if state and not anchor.text.startswith(scan.national) else None


def _parts(scan: Scan, i: int) -> bool:
    """True where unit i parts two bodies: 教育部|和|财政部, 办公室|设在|城建处."""
    u = scan.units[i]
    return u.text in scan.coordinators or (u.pos == "v" and u.text[-1] in scan.locatives)


def _national(scan: Scan, first: int, last: int) -> bool:
    """True where the phrase begins as the names of national bodies do: 中央|财经办, 中央组织部."""
    u = scan.units[first]
    if Cue.NATIONAL in u.word.roles:
        return True
    return first == last and u.text.startswith(scan.central) and len(u.text) > 3


def _division(scan: Scan, first: int, head: int) -> Name | None:
    """The unlisted place that the phrase begins with, by its last character: 云川省|住房和城乡建设厅."""
    for k in range(first, min(first + _FAR, head)):
        u = scan.units[k]
        if k == first and (u.pos in _COUNTS or u.text[0] in scan.coordinators):
            return None  # 三位|街区, 和|县直
        if u.text[-1] in scan.divisions and u.word.roles <= {Cue.LEVEL}:
            size = u.end - scan.units[first].start
            return scan.name(first, k + 1, T.PLACE) if size in _PLACE_SIZES else None
        if u.word.relations or u.word.roles:
            return None
    return None


def _verb_led(scan: Scan, first: int) -> bool:
    """True where the phrase begins with a verb of its own: 充分发挥|报社, 服务|部中心."""
    u, before = scan.units[first], scan.unit(first - 1)
    if u.pos in ("d", "ad") or (u.pos == "v" and u.text[-1] in scan.locatives):
        return True
    return u.pos == "v" and before is not None and (before.pos in ("d", "ad", "v") or before.text in scan.purposes)


def stands(scan: Scan, first: int, last: int) -> bool:
    """True where units first to last stand where a body does.

    That is after a break, and before a verb or a spokesperson, or as one of those that a cell says to be in charge.
    """
    return _opens(scan, first) and (_goes_before(scan, scan.unit(last + 1)) or _is_listed(scan, first, last))


def _is_listed(scan: Scan, first: int, last: int) -> bool:
    """True where units first to last are all between two breaks in a cell of those in charge."""
    after = scan.unit(last + 1)
    ends = after is None or after.text in PUNCTUATION
    return ends and scan.in_charge(first, last)


def _opens(scan: Scan, first: int) -> bool:
    """True where a body may begin with the unit: after a break, a function word, a time, a verb, a body or a place."""
    before = scan.unit(first - 1)
    if before is None or before.text in PUNCTUATION or before.pos == "t" or before.word.roles & _BEFORE:
        return True
    held = scan.at[first - 1]
    return (before.pos == "v" and len(before.text) > 1) or (held is not None and held.type in BODIES)


def _goes_before(scan: Scan, after: Unit | None) -> bool:
    """True where the unit may follow a body that acts, speaks or has something."""
    if (
        after is None
        or after.word.relations
        or after.word.roles & _AFTER
        or after.pos in _VERBAL
        or after.text in "、："
        or Cue.POSSESSIVE in after.word.cues
    ):
        return True
    form = scan.lexicon.forms.get(after.text)
    return form is not None and form.strength is Strength.ANCHORED
