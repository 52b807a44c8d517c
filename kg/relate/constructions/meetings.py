"""Meetings: who holds them, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import Item, modality


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
    needs=R.HOLDS,
    name=T.MEETING,
    says=(("全国水利工作会议在湖北武汉召开。", "全国水利工作会议 locatedIn 武汉市"),),
)
def place_of_a_meeting(spoken: Spoken) -> Iterator[Fact]:
    """在|北京|召开…会议: the meetings that a clause holds are in the last of the places after 在."""
    clause = spoken.clause
    items, verb = clause.items, clause.verb(R.HOLDS)
    if verb is None:
        return
    for i, item in enumerate(items):
        where = _place_after(items[i + 1 :]) if isinstance(item, Unit) and item.text == "在" else None
        for _, x in clause.names if where is not None else ():
            if where is not None and x.type is T.MEETING:
                start, end = min(x.start, where.start), max(x.end, where.end)
                yield Fact(x.entity, R.LOCATED_IN, where.entity, start, end, trigger=verb.text)


def _place_after(items: Sequence[Item]) -> Name | None:
    """The last of the places with which the items begin."""
    where = None
    for x in items:
        if not (isinstance(x, Name) and x.type is T.PLACE):
            break
        where = x
    return where
