"""Meetings: who holds them, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.clauses import Clause
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import LISTS, Item, gives_agent, innermost_place, joins, meets, modality
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon

_COUNTS = frozenset("第一二三四五六七八九十123456789")
_OPENING = frozenset("“《")
_LISTING = frozenset({Cue.AGENT, Cue.COORDINATION, Cue.WITH, Cue.AMONG, Cue.MANNER, Cue.GENERIC})
_BETWEEN = frozenset({"d", "ad", "t"})
_HOW = frozenset({"d", "ad", "t"})
_WHEN = frozenset({"t", "m", "q", "d"})


@construction(
    needs=R.HOLDS,
    name=T.MEETING,
    says=(("国务院总理王小川主持召开国务院常务会议。", "国务院 holds 国务院常务会议"),),
)
def holder_in_its_name(spoken: Spoken) -> Iterator[Fact]:
    """召开|国务院常务会议: the body with which the name of a meeting begins holds it."""
    for meeting, at, body, verb in spoken.held:
        start, end = min(verb.start, meeting.start), max(verb.end, meeting.end)
        how = modality(spoken.clause.items, at)
        yield Fact(body.entity, R.HOLDS, meeting.entity, start, end, how, verb.text)


@construction(
    name=T.MEETING,
    says=(
        ("中央政治局第十三次集体学习强调高质量发展。", "中央政治局 holds 中央政治局第十三次集体学习"),
        ("中央政治局第九次集体学习强调创新。", "中央政治局 holds 中央政治局第九次集体学习"),
        ("中央政治局会议审议通过报告。", "中央政治局 holds 中央政治局会议"),
        ("在水利部“守初心、担使命”专题报告会上，王小川发言。", "水利部 holds 守初心、担使命专题报告会"),
    ),
    not_=(("各地落实国务院常务会议精神。", "国务院 holds 国务院常务会议"),),
)
def session_of_a_body(spoken: Spoken) -> Iterator[Fact]:
    """中央政治局|第十三次集体学习: a body's numbered session is held by it, and one that does something."""
    lexicon, items = spoken.context.lexicon, spoken.clause.items
    for i, meeting in spoken.clause.names:
        body = meeting.anchor or (_before_quotation(spoken, i) if meeting.type is T.MEETING else None)
        if meeting.type is not T.MEETING or body is None or body.type is not T.ORGANIZATION or not body.entity:
            continue
        if any(held.meeting is meeting for held in spoken.held):
            continue
        numbered = meeting.own[:1] in _COUNTS and any(w in meeting.own for w in lexicon.roles.get(Cue.INSTANCE, ()))
        if numbered or meeting.anchor is None or _acts(items, i):
            yield Fact(body.entity, R.HOLDS, meeting.entity, meeting.start, meeting.end)


def _before_quotation(spoken: Spoken, i: int) -> Name | None:
    """The body right before a meeting that is named in quotation marks: 水利部|“守初心、担使命”专题报告会."""
    items, quoted = spoken.clause.items, spoken.context.reading.plain.quote_starts
    before = items[i - 1] if i and items[i].start in quoted else None
    return before if isinstance(before, Name) and before.type is T.ORGANIZATION else None


@construction(
    needs=R.HOLDS,
    name=T.MEETING,
    says=(
        ("由水利部与财政部联合主办、云川省人民政府承办的全国水利论坛开幕。", "财政部 holds 全国水利论坛"),
        ("水利部举办的全国水利论坛在京开幕。", "水利部 holds 全国水利论坛"),
        ("由水利部主办，财政部承办的全国水利论坛开幕。", "水利部 holds 全国水利论坛"),
    ),
    not_=(("水利部出席财政部举办的全国水利论坛。", "水利部 holds 全国水利论坛"),),
)
def organizers_before(spoken: Spoken) -> Iterator[Fact]:
    """由水利部主办、财政部承办的|全国水利论坛: those before the verbs of holding that describe a meeting hold it."""
    items, possessives = spoken.clause.items, spoken.context.lexicon.roles.get(Cue.POSSESSIVE, ())
    for i, meeting in spoken.clause.names:
        at = i - 1 - (i > 0 and items[i - 1].text in _OPENING)
        if meeting.type is not T.MEETING or at < 1 or items[at].text not in possessives:
            continue
        verb = items[at - 1]
        if R.HOLDS not in verb.word.relations or not isinstance(verb, Unit):
            continue
        for body in (*_organizers_before(spoken), *_organizers(items[: at - 1])):
            yield Fact(body.entity, R.HOLDS, meeting.entity, body.start, meeting.end, trigger=verb.text)


def _organizers_before(spoken: Spoken) -> Iterator[Name]:
    """The bodies of the clause before, where it says by whom the same is held: 由水利部主办，|财政部承办的."""
    before = _clause_before(spoken)
    if before is not None and before.end == "，" and R.HOLDS in before.items[-1].word.relations:
        at = next((i for i, x in enumerate(before.items) if gives_agent(x)), None)
        if at is not None:
            yield from _organizers(before.items[at:-1])


def _clause_before(spoken: Spoken) -> Clause | None:
    before = spoken.sentence.before(spoken.clause)
    return before[-1] if before else None


def _organizers(items: Sequence[Item]) -> Iterator[Name]:
    """The bodies with which the items end: a list of them, and of others with verbs of holding of their own."""
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        if isinstance(item, Name):
            if item.type is T.ORGANIZATION:
                yield item
            elif item.type is not T.PLACE:
                return
        elif not (_lists(item) or (i > 0 and Cue.AMONG in items[i - 1].word.roles)):  # 等|单位
            return


def _acts(items: Sequence[Item], i: int) -> bool:
    """True where the meeting at item i opens its clause and a verb follows, with only words for how between."""
    after = next((x for x in items[i + 1 :] if x.pos not in _HOW and Cue.VAGUE not in x.word.roles), None)
    if any(x.pos not in _WHEN for x in items[:i]) or not isinstance(after, Unit):
        return False
    return after.pos == "v" and bool(after.word.relations or Cue.SPEECH in after.word.roles)


def _lists(item: Item) -> bool:
    """True for what stands among those who hold a meeting: 由, 与, 、, 联合, 主办."""
    return R.HOLDS in item.word.relations or bool(item.word.roles & _LISTING) or item.pos in _BETWEEN


@construction(
    needs=R.HOLDS,
    says=(
        ("全国水利论坛今天开幕。论坛由水利部主办，财政部协办。", "水利部 holds 全国水利论坛"),
        ("全国水利论坛今天开幕。大会由水利部、财政部等单位联合举办。", "财政部 holds 全国水利论坛"),
        ("全国水利论坛今天开幕。大会由水利部主办，财政部承办。", "财政部 holds 全国水利论坛"),
        ("全国水利论坛今天开幕。活动由教育部指导，水利部主办。", "水利部 holds 全国水利论坛"),
    ),
    not_=(("全国水利论坛今天开幕。水利部发言，财政部主办了另一个论坛。", "财政部 holds 全国水利论坛"),),
)
def organized_by(spoken: Spoken) -> Iterator[Fact]:
    """大会由水利部|主办: those by whom the meeting spoken of is held, hold it."""
    items, meeting = spoken.clause.items, spoken.told.meeting
    at = _agent(items, spoken.context.lexicon)
    if not meeting or (at is None and not _goes_on(spoken)):
        return
    end = next((i for i, x in enumerate(items) if i > (at or 0) and R.HOLDS in x.word.relations), None)
    verb = items[end] if end is not None else None
    for body in _organizers(items[at or 0 : end]) if isinstance(verb, Unit) else ():
        if verb is not None:
            yield Fact(body.entity, R.HOLDS, meeting, body.start, verb.end, trigger=verb.text)


def _agent(items: Sequence[Item], lexicon: Lexicon) -> int | None:
    """The item of 由 after a word for the meeting spoken of: 大会|由, 活动|由."""
    at = next((i for i, x in enumerate(items) if gives_agent(x)), None)
    occasions = lexicon.roles.get(Cue.OCCASION, frozenset())
    if at is None or not any(meets(x, lexicon) or x.text in occasions for x in items[:at]):
        return None
    return at


def _goes_on(spoken: Spoken) -> bool:
    """True for a clause that goes on with who holds it after one that began so: 大会由水利部主办，|财政部承办."""
    if R.HOLDS not in spoken.clause.items[-1].word.relations:
        return False
    for clause in reversed(spoken.sentence.before(spoken.clause)):
        if _agent(clause.items, spoken.context.lexicon) is not None:
            return True
        if not (isinstance(clause.items[0], Name) and len(clause.names) < len(clause.items)):
            return False
    return False


@construction(
    needs=R.HOLDS,
    name=T.MEETING,
    says=(
        ("全国水利工作会议在湖北武汉召开。", "全国水利工作会议 locatedIn 武汉市"),
        ("全国水利工作会议在厦门市和武汉市同步举行。", "全国水利工作会议 locatedIn 武汉市"),
        ("全国水利论坛在卡塔尔首都多哈召开。", "全国水利论坛 locatedIn 多哈"),
    ),
)
def place_of_a_meeting(spoken: Spoken) -> Iterator[Fact]:
    """在|北京|召开…会议: the meetings that a clause holds are in the last of the places after 在."""
    clause = spoken.clause
    items, verb = clause.items, clause.verb(R.HOLDS)
    if verb is None:
        return
    for where in _places_at(items):
        for _, x in clause.names:
            if x.type is T.MEETING:
                start, end = min(x.start, where.start), max(x.end, where.end)
                yield Fact(x.entity, R.LOCATED_IN, where.entity, start, end, trigger=verb.text)


@construction(
    needs=R.ATTENDS,
    name=T.MEETING,
    says=(("水利部部长王小川在武汉出席全国水利论坛。", "全国水利论坛 locatedIn 武汉市"),),
    not_=(("在武汉工作的水利部部长王小川出席全国水利论坛。", "全国水利论坛 locatedIn 武汉市"),),
)
def where_one_attends(spoken: Spoken) -> Iterator[Fact]:
    """在武汉|出席全国水利论坛: the meeting that one attends is in the place where one does."""
    items, verb = spoken.clause.items, spoken.clause.verb(R.ATTENDS)
    if verb is None:
        return
    for where in _places_at(items):
        if where.end > verb.start or not all(_in_venue(x) for x in items if where.end <= x.start < verb.start):
            continue
        for found in spoken.governed:
            meeting = found.name
            if meeting.type is T.MEETING and found.relation is R.ATTENDS and meeting.start > verb.start:
                yield Fact(meeting.entity, R.LOCATED_IN, where.entity, where.start, meeting.end, trigger=verb.text)


def _in_venue(item: Item) -> bool:
    """True for a word that may be in the name of a venue: 金边|和平|大厦."""
    return isinstance(item, Unit) and item.pos.startswith("n")


def _places_at(items: Sequence[Item]) -> Iterator[Name]:
    """The last of the places after each 在, and of those listed with it: 在|厦门市|和|台北市."""
    for i, item in enumerate(items):
        if isinstance(item, Unit) and Cue.AT in item.word.cues:
            place, end = innermost_place(items, i + 1)
            while place is not None:
                yield place
                listed = end < len(items) and joins(items[end], LISTS)
                place, end = innermost_place(items, end + 1) if listed else (None, end)
