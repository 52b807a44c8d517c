"""Places: what lies where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import PASSED, Item, innermost_place
from kg.words.grammar import Cue

_LIE = frozenset({T.PROGRAM, T.ORGANIZATION, T.MEETING})


@construction(
    name=T.PLACE,
    says=(
        ("云川省图书馆位于浙江省杭州市。", "云川省图书馆 locatedIn 杭州市"),
        ("位于浙江省杭州市的云川省图书馆开馆。", "云川省图书馆 locatedIn 杭州市"),
    ),
    not_=(("云川省图书馆的书店位于浙江省杭州市。", "云川省图书馆 locatedIn 杭州市"),),
)
def where_it_lies(spoken: Spoken) -> Iterator[Fact]:
    """云川省图书馆|位于杭州市, 位于杭州市的|云川省图书馆: what is said to lie in a place."""
    items = spoken.clause.items
    for i, item in enumerate(items):
        if isinstance(item, Name) or Cue.LIES not in item.word.cues:
            continue
        place, end = innermost_place(items, i + 1)
        thing = place and (_thing_before(items, i) or _thing_after(items, end))
        if place and thing:
            start, last = min(thing.start, item.start), max(thing.end, place.end)
            yield Fact(thing.entity, R.LOCATED_IN, place.entity, start, last, trigger=item.text)


def _thing_before(items: Sequence[Item], i: int) -> Name | None:
    """What is named before item i with nothing between but words that are passed over."""
    j = i - 1
    while j >= 0 and items[j].pos in PASSED:
        j -= 1
    return _thing(items, j)


def _thing_after(items: Sequence[Item], end: int) -> Name | None:
    """What is named after the 的 that follows the place: 位于达板镇|的|东乡县|纺织厂."""
    of = items[end] if end < len(items) else None
    if of is None or isinstance(of, Name) or Cue.POSSESSIVE not in of.word.cues:
        return None
    return _thing(items, innermost_place(items, end + 1)[1])


def _thing(items: Sequence[Item], j: int) -> Name | None:
    item = items[j] if 0 <= j < len(items) else None
    return item if isinstance(item, Name) and item.type in _LIE else None
