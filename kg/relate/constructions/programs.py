"""Programmes: where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import PASSED, Item, heads, modified, relative
from kg.words.grammar import Cue

_ABOUT = frozenset({R.HOLDS, R.ISSUES, R.IMPLEMENTS, R.STUDIES})


@construction(
    name=T.PROGRAM,
    says=(("上海司法体制改革取得成效。", "司法体制改革 locatedIn 上海市"),),
    not_=(("中国城市更新取得成效。", "城市更新 locatedIn 中国"),),
)
def place_before(spoken: Spoken) -> Iterator[Fact]:
    """上海|司法体制改革: the programme is in the place before it, but where that is the state."""
    words = spoken.context.lexicon.words
    for place, program in _placed(spoken):
        known = words.get(place.text)
        if known is None or "national" not in known.roles:
            yield Fact(program.entity, R.LOCATED_IN, place.entity, place.start, program.end)


@construction(
    name=T.PROGRAM,
    says=(("浙江省推进河长制。各方支持浙江省城市更新。", "浙江省政府 undertakes 城市更新"),),
    not_=(("浙江省推进河长制。各方支持浙江省的城市更新。", "浙江省政府 undertakes 城市更新"),),
)
def of_its_government(spoken: Spoken) -> Iterator[Fact]:
    """支持浙江省|城市更新: of a place whose government the text names, its government carries it out."""
    for place, program in _placed(spoken):
        government = spoken.context.government(place.entity)
        if government:
            yield Fact(government, R.UNDERTAKES, program.entity, place.start, program.end)


def _placed(spoken: Spoken) -> Iterator[tuple[Name, Name]]:
    """Each programme of the clause right before which a place stands, after that place."""
    for i, program in spoken.clause.names:
        place = spoken.clause.items[i - 1] if i else None
        if program.type is T.PROGRAM and isinstance(place, Name) and place.type is T.PLACE:
            yield place, program


@construction(
    name=T.PROGRAM,
    says=(
        ("水利部城市更新工作取得明显成效。", "水利部 undertakes 城市更新"),
        ("云川省水利厅的厕所革命走在前列。", "云川省水利厅 undertakes 厕所革命"),
    ),
    not_=(("水利部城市更新的情况。", "水利部 undertakes 城市更新"),),
)
def its_own_work(spoken: Spoken) -> Iterator[Fact]:
    """水利部|城市更新|工作取得成效: whose work gets on."""
    items = spoken.clause.items
    for at, body, i, program in _owned(spoken):
        if all(x.pos in PASSED for x in items[:at]) and _gets_on(items[i + 1 :]):
            yield Fact(body.entity, R.UNDERTAKES, program.entity, body.start, program.end)


@construction(
    name=T.PROGRAM,
    says=(
        ("学生团队依托云川省水利厅“清风”系统调研。", "云川省水利厅 undertakes 清风系统"),
        ("推广云川省水利厅的“清风”系统。", "云川省水利厅 undertakes 清风系统"),
    ),
    not_=(("李大山荣获水利部“清风”系统。", "水利部 undertakes 清风系统"),),
)
def of_its_body(spoken: Spoken) -> Iterator[Fact]:
    """云川省水利厅|“清风”系统, 云川省水利厅|的“清风”系统: whose quoted programme it is."""
    items, plain = spoken.clause.items, spoken.context.reading.plain
    for at, body, _, program in _owned(spoken):
        if program.start not in plain.quote_starts or body.end in plain.quote_ends:
            continue  # “学习强国”“清风”平台
        if not any(Cue.HAPPENS in x.word.cues for x in items[:at]):
            yield Fact(body.entity, R.UNDERTAKES, program.entity, body.start, program.end)


def _owned(spoken: Spoken) -> Iterator[tuple[int, Name, int, Name]]:
    """Each programme right before which a body stands, 的 or not between, after that body; with their places."""
    items = spoken.clause.items
    for i, program in spoken.clause.names:
        at = i - 2 if i > 1 and Cue.POSSESSIVE in items[i - 1].word.cues else i - 1
        body = items[at] if at >= 0 else None
        if program.type is T.PROGRAM and isinstance(body, Name) and body.type is T.ORGANIZATION and body.entity:
            yield at, body, i, program


@construction(
    name=T.PROGRAM,
    says=(
        ("云川省水利厅结合主题党日整治机关作风。", "云川省水利厅 undertakes 主题党日"),
        ("云川省水利厅通过“清风”系统，方便群众办事。", "云川省水利厅 undertakes 清风系统"),
    ),
    not_=(("云川省水利厅通过城市更新的规划。", "云川省水利厅 undertakes 城市更新"),),
)
def by_its_means(spoken: Spoken) -> Iterator[Fact]:
    """通过“清风”系统，…: what a body reaches something else by, it carries out."""
    items, taken = spoken.clause.items, {found.at for found in spoken.governed}
    for i, program in spoken.clause.names:
        employs = items[i - 1] if i else None
        if program.type is not T.PROGRAM or i in taken or not isinstance(employs, Unit):
            continue
        if Cue.EMPLOYS in employs.word.cues and not _qualifies(items[i + 1 : i + 2]):
            for body in spoken.topic.bodies:
                yield Fact(body, R.UNDERTAKES, program.entity, employs.start, program.end, trigger=employs.text)


@construction(
    name=T.PROGRAM,
    says=(("浙江省水利厅改造5.3万个老旧小区。", "浙江省水利厅 undertakes 城镇老旧小区改造"),),
    not_=(("浙江省水利厅介绍改造5.3万个老旧小区的经验。", "浙江省水利厅 undertakes 城镇老旧小区改造"),),
)
def done_to_so_many(spoken: Spoken) -> Iterator[Fact]:
    """浙江省|改造5.3万个老旧小区: the name of the programme says itself what is done."""
    items, taken = spoken.clause.items, {found.at for found in spoken.governed}
    for i, program in spoken.clause.names:
        if program.type is T.PROGRAM and program.own and i not in taken and not _qualifies(items[i + 1 : i + 2]):
            deed = spoken.context.reading.units[program.first]
            for body in spoken.topic.bodies:
                yield Fact(body, R.UNDERTAKES, program.entity, program.start, program.end, trigger=deed.text)


@construction(
    says=(
        ("水利部举行城市更新启动仪式。", "水利部 undertakes 城市更新"),
        ("水利部印发《农村危房改造实施方案》。", "水利部 undertakes 农村危房改造"),
    ),
)
def named_after_it(spoken: Spoken) -> Iterator[Fact]:
    """举行|城市更新|启动仪式, 印发《…》: the programme that a meeting or document is named after is its body's too."""
    for found in spoken.governed:
        thing = found.name
        if found.relation not in _ABOUT:
            continue
        units = spoken.context.reading.units
        for program in spoken.context.reading.names_between(thing.start, thing.end):
            goes_on = thing.type is T.DOCUMENT and program.last < thing.last and heads(units[program.last])
            if program.type is T.PROGRAM and not goes_on:  # 《…工程|经验…》
                start, end = min(found.verb.start, thing.start), max(found.verb.end, thing.end)
                for body in found.topic.bodies:
                    yield Fact(body, R.UNDERTAKES, program.entity, start, end, trigger=found.verb.text)


def _qualifies(following: Sequence[Item]) -> bool:
    """True where what follows the programme's name is what is meant: 城市更新|的规划."""
    return any(modified(item) for item in following) or relative(following)


def _gets_on(items: Sequence[Item]) -> bool:
    """True where a verb follows, but for words that say little: 工作|取得."""
    for item in items:
        if isinstance(item, Name) or Cue.POSSESSIVE in item.word.cues:
            return False
        if item.pos in ("v", "d", "ad"):
            return True
        if not item.word.roles:
            return False
    return False


@construction(
    needs=R.UNDERTAKES,
    name=T.PROGRAM,
    says=(("国家在上海、广东开展司法体制改革试点。", "司法体制改革 locatedIn 广东省"),),
)
def place_with_a_preposition(spoken: Spoken) -> Iterator[Fact]:
    """在上海、广东|开展司法体制改革试点: the programme is in the places."""
    items = spoken.clause.items
    for i, item in enumerate(items):
        if not isinstance(item, Unit) or Cue.REGARDING not in item.word.cues:
            continue
        j, places = _places(items, i + 1)
        verb = next((x for x in items[j:] if R.UNDERTAKES in x.word.relations), None) if places else None
        if verb is None:
            continue
        after = (x for k, x in spoken.clause.names if k >= j and x.type is T.PROGRAM and x.start > verb.start)
        program = next(after, None)
        for place in places if program is not None else ():
            if program is not None:
                yield Fact(program.entity, R.LOCATED_IN, place.entity, place.start, program.end, trigger=verb.text)


def _places(items: Sequence[Item], first: int) -> tuple[int, list[Name]]:
    """The places that items list from the first on, and where the list ends."""
    places: list[Name] = []
    for j in range(first, len(items)):
        x = items[j]
        if isinstance(x, Name) and x.type is T.PLACE:
            places.append(x)
        elif not (places and "coordination" in x.word.roles):
            return j, places
    return len(items), places
