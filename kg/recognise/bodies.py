"""Bodies by their ending: 宜昌市住房和城乡建设局, 人事司党支部, 党史学习教育领导小组, 部党校."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.model import K, Kind, T
from kg.parse import flags
from kg.parse.reading import Name
from kg.parse.units import ORDINAL, Unit
from kg.recognise import refusals
from kg.recognise.endings import Ending, Phrase
from kg.recognise.extents import phrase_of
from kg.recognise.records import Seat, refused, seated
from kg.recognise.scan import BODIES, HARMLESS, VAGUE, Scan
from kg.words.entries import Form
from kg.words.grammar import Cue, Strength

_SHORTEST_PLACE = 2
_OTHER = frozenset({T.DOCUMENT, T.PROGRAM, T.SLOGAN, T.MEETING})
_FIELDS = frozenset({T.PROGRAM, T.SLOGAN})
_NOUNS = frozenset({"n", "ns", "nz", "vn", "j", "nr", "nt"})
_KINDS_OF_STATE = frozenset({K.GOVERNMENT, K.DEPARTMENT, K.MINISTRY, None})
_STAND_ALONE = frozenset({K.SCHOOL, K.COMPANY})
_FEW = 2  # bodies listed before what only the last may have: 教育部、水利部|党组
_PARTS = frozenset({K.AFFILIATED_UNIT, K.DEPARTMENT})


def _given(kind: Kind | None) -> Callable[[Phrase], Kind | None]:
    return lambda _: kind


def _of_state(phrase: Phrase) -> bool:
    return phrase.national and phrase.form.kind in _KINDS_OF_STATE


def _central(phrase: Phrase) -> bool:
    return _of_state(phrase) and phrase.scan.text.startswith(phrase.scan.central, phrase.scan.units[phrase.first].start)


def _of_a_state(phrase: Phrase) -> bool:
    """True for a ministry after a country, which is in no other place."""
    anchor = phrase.anchor
    return (
        phrase.form.kind is K.MINISTRY
        and phrase.placed
        and anchor is not None
        and any(not e.parent for e in anchor.entries)
    )


def _in_body(phrase: Phrase, kind: Kind) -> bool:
    return phrase.form.kind is kind and phrase.anchor is not None and not phrase.placed


def _of_the_party(phrase: Phrase) -> bool:
    if phrase.form.kind is not K.MINISTRY or phrase.anchor is None or _of_a_state(phrase):
        return False
    return phrase.placed or phrase.anchor.kind is K.PARTY_BODY


KINDS: Final[tuple[Seat[Phrase, Kind | None], ...]] = (
    Seat("branch at a place", "⟦共青团江苏省委⟧开展城市体检。", _given(None), lambda p: p.whose is not None),
    Seat(
        "committee of a place",
        "⟦杭州市委⟧召开会议。",
        lambda p: p.form.alone,
        lambda p: p.placed and p.bare and p.form.alone is not None,
    ),
    Seat(
        "bureau of a place",
        "⟦杭州市公证处⟧开展城市体检。",
        lambda p: p.form.local,
        lambda p: p.placed and p.form.local is not None,
    ),
    Seat(
        "bureau of a body",
        "⟦教育部基础教育局⟧开展城市体检。",
        _given(K.DEPARTMENT),
        lambda p: _in_body(p, K.GOVERNMENT),
    ),
    Seat("department of the Party's centre", "⟦中央民族事务局⟧开展城市体检。", _given(K.PARTY_BODY), _central),
    Seat("national body", "⟦国家安全委员会⟧召开会议。", _given(K.MINISTRY), _of_state),
    Seat(
        "department of a Party committee", "⟦浙江大学党委学生工作部⟧开展城市体检。", _given(K.PARTY_BODY), _of_the_party
    ),
    Seat(
        "department of a body",
        "⟦浙江大学哲学部⟧开展城市体检。",
        _given(K.DEPARTMENT),
        lambda p: _in_body(p, K.MINISTRY),
    ),
)
"""The kind of a body where it is not its form's own: the first that holds."""


def find(scan: Scan) -> None:
    """Every body whose name ends in a form, left to right, so that a body can begin with the one before it."""
    for i in scan.marked(flags.ENDS):
        if not _free(scan, i):
            continue
        found, held = scan.form(i), scan.at[i]
        if held is not None and held.entries and held.last == i + 1 and not _extended(scan, held):
            if found is not None:
                _lend_to_committee(scan, held, found[0])
            if found is None or found[1] >= held.first:
                continue
        if found is not None and found[0].type is T.ORGANIZATION:
            body = _body(Ending(scan, i, *found))
            if body is not None:
                scan.take([body])


def shared(scan: Scan) -> None:
    """What a list of bodies has each of: 规划处、财务处、信息中心等党支部 are three branches, each of its body.

    Without 等 only three known bodies and more have it each.
    """
    for i in scan.marked(flags.ENDS):
        found = scan.form(i)
        if found is None or found[0].strength is not Strength.ANCHORED or found[0].kind is not K.PARTY_BODY:
            continue
        form, head = found
        if head > 1 and Cue.AMONG in scan.units[head - 1].word.roles:
            scan.take(_branches(scan, head - 1, form))
        elif scan.at[i] is not None:
            branches = _branches(scan, head, form)
            if len(branches) > _FEW and all(n.anchor is not None and n.anchor.entries for n in branches):
                scan.take(branches[1:])  # 国务院、全国政协、最高人民法院|党组


def _branches(scan: Scan, end: int, form: Form) -> list[Name]:
    """The branches of the bodies listed before unit `end`, at least two."""
    branches: list[Name] = []
    while (body := scan.until.get(end)) is not None and body.type is T.ORGANIZATION and body.kind is not K.PARTY_BODY:
        branch = scan.name(body.first, body.last, T.ORGANIZATION, form.kind)
        branch.anchor, branch.own, branch.text = body, form.label, body.text + form.label
        branches.append(branch)
        if body.first == 0 or scan.units[body.first - 1].text not in scan.coordinators:
            break
        end = body.first - 1
    return branches if len(branches) > 1 else []


def _free(scan: Scan, i: int) -> bool:
    """True where a body's name may end with unit i: it is in no name of another type."""
    held = scan.at[i]
    if held is None or held.type not in _OTHER:
        return True
    ends = scan.until.get(i + 1)
    return not (ends is not None and ends.type is T.ORGANIZATION) and _author(scan, held, i)


def _lend_to_committee(scan: Scan, held: Name, form: Form) -> None:
    """Let a known name that many bodies share begin with the committee whose posts are listed before it."""
    if form.strength is Strength.ANCHORED and held.text == form.label:
        committee = _committee(scan, held.first)
        if committee is not None:  # of all the bodies of this name its own
            held.entries, held.kind, held.anchor, held.own = (), form.kind, committee, held.text


def _author(scan: Scan, title: Name, i: int) -> bool:
    """True where unit i stands in a title before what the document is about: 《广州市委|关于…的决定》."""
    about = (k for k in range(title.first, title.last) if Cue.ABOUT in scan.units[k].word.roles)
    return title.type is T.DOCUMENT and i < next(about, title.first)


def _extended(scan: Scan, known: Name) -> bool:
    """True where what stands before a known body, without a break, may belong to its name.

    That is a place, a body, a programme or a formulation, and before a name that units of several bodies have
    (规划设计研究院) a noun.
    """
    before, held = scan.unit(known.first - 1), scan.at[known.first - 1] if known.first else None
    if known.text.startswith(scan.national):
        return _abroad(scan, held)  # 意大利|国家统计局, but 国务院|全国政协
    if held is None and _whose(scan, known.first - 1):
        return True
    if known.kind is K.MINISTRY and (held is None or held.type is not T.PLACE):
        return False  # 财政部|国家税务总局
    if held is not None:
        return (held.type in BODIES and not _of_its_own(held, known)) or held.type in _FIELDS
    return _of_several(scan, known) and _noun(before)


def _whose(scan: Scan, i: int) -> bool:
    """True where unit i, no name, says whose a body is, or which one of its own: 市|国资委, …局|第三|稽查局."""
    u, above = scan.unit(i), scan.until.get(i)
    if u is None:
        return False
    numbered = ORDINAL.fullmatch(u.text) is not None and above is not None and above.type in BODIES
    return numbered or u.text in scan.divisions or _unlisted_place(scan, u)


def _of_its_own(held: Name, known: Name) -> bool:
    """True for a school or company known by its own name, which no other body's name goes on with: …中心|南开大学."""
    return held.type is T.ORGANIZATION and held.kind in _PARTS and known.kind in _STAND_ALONE


def _abroad(scan: Scan, held: Name | None) -> bool:
    """True for the name of another country."""
    return (
        held is not None
        and held.type is T.PLACE
        and any(not e.parent for e in held.entries)
        and not held.text.startswith(scan.national)
    )


def _unlisted_place(scan: Scan, u: Unit) -> bool:
    """True for a word that may be an unlisted place with a government."""
    return u.pos == "ns" and u.text[-1] in scan.divisions and len(u.text) > _SHORTEST_PLACE and not u.word.roles


def _of_several(scan: Scan, known: Name) -> bool:
    """True for a name that parts of several bodies have: 办公厅."""
    if not all(e.kind in _PARTS and e.parent for e in known.entries):
        return False
    return known.entries[0].kind is not K.DEPARTMENT or scan.lexicon.form_of(known.text) is not None


def _noun(u: Unit | None) -> bool:
    """True for a noun that may be part of a name."""
    if u is None or u.pos not in _NOUNS or not u.word.roles <= HARMLESS:
        return False
    return u.pos == "vn" or not u.word.relations


def _body(end: Ending) -> Name | None:
    """The body whose name ends there."""
    doubled = _doubled(end)
    if doubled is not None:
        return doubled
    pointing = _pointing(end)
    if pointing is not None:
        return _named(pointing)
    part = _of_committee(end) or _of_a_term(end) or _stationed(end)
    if part is not None:
        return part
    phrase = phrase_of(end)
    return None if refused(refusals.PHRASES, phrase) else _named(phrase)


def _doubled(end: Ending) -> Name | None:
    """The body of a place whose level is said again: 浦东新区|区委, 云川省|省政府."""
    scan, form, whole = end.scan, end.form, end.whole
    place = scan.until.get(end.head)
    if (
        place is None
        or place.type is not T.PLACE
        or whole[0] not in scan.divisions
        or len(whole) != len(form.label) + 1
    ):
        return None
    if not place.text.endswith(whole[0]) or scan.units[end.head].start in scan.gaps:
        return None
    body = scan.name(place.first, end.last + 1, T.ORGANIZATION, form.alone or form.local or form.kind)
    body.anchor, body.own = place, form.label
    return body


def _pointing(end: Ending) -> Phrase | None:
    """What points back to a body: 部党组, 该|局."""
    scan, form, head = end.scan, end.form, end.head
    whole = end.whole
    if whole[0] in scan.levels and form.kind is not K.COMPANY and len(whole) == len(form.label) + 1:
        if not any(u.word.roles & VAGUE for u in scan.units[head : end.last + 1]):
            return Phrase(end, head, pointing=True)
    elif whole == form.label and form.strength is not Strength.NEVER:
        pointer = scan.unit(head - 1)
        if pointer is not None and pointer.text in scan.demonstratives:
            return Phrase(end, head - 1, pointing=True)
    return None


def _of_committee(end: Ending) -> Name | None:
    """The body before a post, of the committee whose posts precede it or of its place: 省委常委、|组织部|部长."""
    follows = end.follows
    if end.form.strength is not Strength.ANCHORED or end.whole != end.form.label:
        return None
    committee = _committee(end.scan, end.head) if follows is not None and follows.word.post else None
    if committee is None:
        return None
    part = end.scan.name(end.head, end.last + 1, T.ORGANIZATION, end.form.kind)
    part.anchor, part.own = committee if end.form.kind is K.PARTY_BODY else committee.anchor, end.whole
    return part if part.anchor is not None else None


def _of_a_term(end: Ending) -> Name | None:
    """The assembly of a place or a level in one of its terms, which is the same body: 青海省|十三届|人大常委会."""
    scan, term, form = end.scan, end.scan.unit(end.head - 1), end.form
    if (
        term is None
        or not term.text.endswith(scan.editions)
        or form.strength is not Strength.ANCHORED
        or form.kind is not None
    ):
        return None
    place, level = scan.until.get(end.head - 1), scan.unit(end.head - 2)
    if place is not None and place.type is T.PLACE:
        body = scan.name(place.first, end.last + 1, T.ORGANIZATION)
        body.anchor = place
    elif level is not None and level.text in scan.levels:
        body = scan.name(end.head - 2, end.last + 1, T.ORGANIZATION)
        body.text = level.text + form.label
    else:
        return None
    body.own, body.alt = form.label, (term.text,)
    return body


def _stationed(end: Ending) -> Name | None:
    """The group that one body has at another: 中央纪委国家监委|驻|商务部|纪检监察组, 驻|部|纪检监察组."""
    scan, form = end.scan, end.form
    if form.strength is not Strength.ANCHORED or form.kind is not K.PARTY_BODY or end.whole != form.label:
        return None
    host, level = scan.until.get(end.head), scan.unit(end.head - 1)
    first = host.first if host is not None else end.head - 1
    sent = scan.unit(first - 1)
    if sent is None or sent.text not in scan.stations:
        return None
    if host is None and (level is None or level.text not in scan.levels):
        return None
    sender = scan.until.get(first - 1)
    if sender is not None and sender.type is not T.ORGANIZATION:
        sender = None
    group = scan.name(first - 1 if sender is None else sender.first, end.last + 1, T.ORGANIZATION, form.kind)
    group.anchor, group.own = sender, scan.span(first - 1, end.last + 1)
    return group


def _committee(scan: Scan, head: int) -> Name | None:
    """The committee whose posts are listed before unit head: 江西省委|常委、|组织部|部长, 省委|常委、|政法委|书记."""
    units, k = scan.units, head
    while k > 1 and units[k - 1].text == "、" and units[k - 2].word.post:
        k -= 2
        while k > 0 and units[k - 1].word.post:
            k -= 1
    above = scan.until.get(k) if k < head else None
    if above is None or not (above.kind is K.PARTY_BODY or _of_the_level(scan, above)):
        return None
    return above


def _of_the_level(scan: Scan, body: Name) -> bool:
    """True for the Party's committee of the level spoken of: 省委, 市委."""
    return body.own[:1] in scan.levels and body.own[1:] == scan.lexicon.word(Cue.COMMITTEE)


def _named(phrase: Phrase) -> Name | None:
    """The body of the phrase, or None where its form says too little for what stands around it."""
    if refused(refusals.BY_STRENGTH.get(phrase.form.strength, ()), phrase) or refused(refusals.ANYHOW, phrase):
        return None
    kind = seated(KINDS, phrase, phrase.form.kind)
    name = phrase.scan.name(phrase.first, phrase.end.last + 1, T.ORGANIZATION, kind)
    name.anchor, name.own = phrase.anchor, phrase.name
    return name
