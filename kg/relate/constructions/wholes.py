"""Wholes: which programmes are parts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.lists import ends_of_list, is_program, members
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import PASSED, Item
from kg.words.grammar import Cue

_COUNTS = frozenset({"m", "q", "mq", "b", "a"})
_LONGEST = 100
"""Items from a verb of including to the end of what it lists."""


@construction(
    name=T.PROGRAM,
    says=(
        (
            "教育部把“我为群众办实事”实践活动作为党史学习教育重要内容。",
            "党史学习教育 includes “我为群众办实事”实践活动",
        ),
    ),
)
def part_taken_as(spoken: Spoken) -> Iterator[Fact]:
    """把|part|作为|whole|…内容: the whole includes the part."""
    items = spoken.clause.items
    programs = [(k, x) for k, x in spoken.clause.names if x.type is T.PROGRAM]
    for i, item in enumerate(items):
        if not isinstance(item, Unit) or Cue.PREPOSED not in item.word.roles:
            continue
        part = next((x for k, x in reversed(programs) if k < i), None)
        whole = next((x for k, x in programs if k > i), None)
        if part is not None and whole is not None and any(Cue.PREPOSER in x.word.roles for x in items[:i]):
            yield Fact(whole.entity, R.INCLUDES, part.entity, part.start, whole.end, trigger=item.text)


@construction(
    needs=R.INCLUDES,
    name=T.PROGRAM,
    says=(
        ("城市更新包括老旧小区改造、城市体检。", "城市更新 includes 城镇老旧小区改造"),
        ("城市更新主要包括老旧小区改造、城市体检等工作。", "城市更新 includes 城市体检"),
    ),
    not_=(("城市更新包括开展老旧小区改造评估。", "城市更新 includes 城镇老旧小区改造"),),
)
def whole_and_its_parts(spoken: Spoken) -> Iterator[Fact]:
    """城市更新|包括|老旧小区改造、城市体检: the whole includes each of the list."""
    items = spoken.clause.items
    for k, verb in _including(items):
        whole = _before(items, k)
        if whole is not None:
            for part in members(items, k + 1, len(items)):
                yield from _includes(whole, part, verb)


@construction(
    needs=R.INCLUDES,
    name=T.PROGRAM,
    says=(
        ("水利部推进包括农村饮水安全工程在内的水利建设。", "水利建设 includes 农村饮水安全工程"),
        ("教育部推进涵盖校园文化、厕所革命的城市更新。", "城市更新 includes 厕所革命"),
    ),
)
def parts_before_the_whole(spoken: Spoken) -> Iterator[Fact]:
    """包括|棚户区改造|在内的|保障性安居工程: the whole after 的 or 等 includes each of the list."""
    items = spoken.clause.items
    for k, verb in _including(items):
        at = next((j for j in range(k + 1, min(k + _LONGEST, len(items))) if _closes(items[j])), len(items))
        whole = _after(items, at + 1)
        if whole is not None:
            for part in members(items, k + 1, at):
                yield from _includes(whole, part, verb)


@construction(
    name=T.PROGRAM,
    says=(
        ("水利部推进厕所革命、城市更新等多项民生实事。", "民生实事 includes 厕所革命"),
        ("水利部开展“筑强堡垒”“头雁锻造”等十大行动。", "十大行动 includes 筑强堡垒"),
    ),
)
def kind_after_its_members(spoken: Spoken) -> Iterator[Fact]:
    """老旧小区改造、城市体检|等|民生工程: the programme after 等 includes each of the list before it."""
    items = spoken.clause.items
    for j, item in enumerate(items):
        if isinstance(item, Unit) and Cue.AMONG in item.word.roles:
            whole = _after(items, j + 1)
            if whole is not None:
                for part in members(items, ends_of_list(items, j), j):
                    yield from _includes(whole, part, item)


@construction(
    name=T.PROGRAM,
    says=(("“三大攻坚战”分别是脱贫攻坚、厕所革命。", "三大攻坚战 includes 厕所革命"),),
)
def named_one_by_one(spoken: Spoken) -> Iterator[Fact]:
    """三大工程|分别是|…、…: the whole includes each of those that are named one by one."""
    items = spoken.clause.items
    for k in range(1, len(items)):
        verb = items[k]
        if isinstance(verb, Unit) and Cue.COPULA in verb.word.roles and Cue.RESPECTIVE in items[k - 1].word.roles:
            whole = _before(items, k - 1)
            if whole is not None:
                for part in members(items, k + 1, len(items)):
                    yield from _includes(whole, part, verb)


@construction(
    needs=R.INCLUDES,
    name=T.PROGRAM,
    says=(("水利部推进水利建设，其中包括农村饮水安全工程。", "水利建设 includes 农村饮水安全工程"),),
)
def among_them(spoken: Spoken) -> Iterator[Fact]:
    """…，其中|包括|…: the programme that the clause before names last includes each of the list."""
    items, before = spoken.clause.items, spoken.sentence.before(spoken.clause)
    named = [x for _, x in before[-1].names if x.type is T.PROGRAM] if before else []
    if not named or Cue.AMONG_THEM not in items[0].word.roles:
        return
    for k, verb in _including(items):
        for part in members(items, k + 1, len(items)):
            yield from _includes(named[-1], part, verb)


@construction(
    name=T.PROGRAM,
    says=(
        (
            "水利部推进“三项工程”（防洪体系改造工程、河道综合整治工程）。",
            "三项工程 includes 河道综合整治工程",
        ),
        (
            "水利部推进“三项工程”（防洪体系改造工程、河道综合整治工程，改进管理）工作。",
            "三项工程 includes 河道综合整治工程",
        ),
    ),
)
def parts_in_brackets(spoken: Spoken) -> Iterator[Fact]:
    """“三项工程”（|改造工程、整治工程）: the programmes in brackets right after one are its parts."""
    items = spoken.clause.items
    for i, whole in spoken.clause.names:
        opened = next((j for j in range(i + 1, min(i + 3, len(items))) if items[j].text == "（"), None)
        if whole.type is not T.PROGRAM or opened is None:
            continue
        for part in _parts(items, opened + 1):
            yield Fact(whole.entity, R.INCLUDES, part.entity, whole.start, part.end)


def _including(items: Sequence[Item]) -> Iterator[tuple[int, Unit]]:
    """The verbs of including."""
    for k, item in enumerate(items):
        if isinstance(item, Unit) and R.INCLUDES in item.word.relations:
            yield k, item


def _before(items: Sequence[Item], k: int) -> Name | None:
    """The programme that a verb at item k says something of: right before it, or with its contents between."""
    for j in range(k - 1, -1, -1):
        item = items[j]
        if isinstance(item, Name):
            return item if is_program(item) else None
        if Cue.COORDINATION in item.word.roles or not (item.pos in PASSED or Cue.LIGHT in item.word.roles):
            return None
    return None


def _after(items: Sequence[Item], first: int) -> Name | None:
    """The programme that begins at item first, with how many and what kind before it."""
    for item in items[first:]:
        if isinstance(item, Name):
            return item if is_program(item) else None
        if item.pos not in _COUNTS and Cue.POSSESSIVE not in item.word.cues:
            return None
    return None


def _parts(items: Sequence[Item], first: int) -> Sequence[Name]:
    """The programmes that items list from the first on, up to where the brackets close.

    Where the clause ends within them those that it names, if they are several.
    """
    found: list[Name] = []
    for j in range(first, len(items)):
        item = items[j]
        if isinstance(item, Name) and item.type is T.PROGRAM:
            found.append(item)
        elif item.text == "）":
            return found
        elif isinstance(item, Name) or item.text == "（" or item.word.relations:
            return ()
    return found if len(found) > 1 else ()


def _closes(item: Item) -> bool:
    """True for 的 and 等, which end a list of parts before the whole."""
    return isinstance(item, Unit) and (Cue.POSSESSIVE in item.word.cues or Cue.AMONG in item.word.roles)


def _includes(whole: Name, part: Name, verb: Unit) -> Iterator[Fact]:
    """That the whole includes the part."""
    if whole.entity != part.entity:
        start, end = min(whole.start, part.start), max(whole.end, part.end)
        yield Fact(whole.entity, R.INCLUDES, part.entity, start, end, trigger=verb.text)
