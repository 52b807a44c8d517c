"""Meetings: who holds them, where they are, and who attends the one spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import R, T
from kg.parse.reading import Fact, Name
from kg.parse.units import Unit
from kg.relate.constructions.table import construction
from kg.relate.spoken.turns import Spoken
from kg.relate.words import Item, gives_agent, meets, modality
from kg.words.grammar import Cue


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


@construction(
    needs=R.ATTENDS,
    says=(
        (
            "云川省人民政府召开全省水利工作会议，副省长李大山出席会议。",
            "李大山 attends 水利工作会议",
        ),
        ("推进厕所革命座谈会今天在北京召开。国务院副总理王小川出席会议并讲话。", "王小川 attends 推进厕所革命座谈会"),
    ),
)
def meeting_without_a_name(spoken: Spoken) -> Iterator[Fact]:
    """杨晶|出席会议, 出席|并讲话: the persons spoken of attend the meeting spoken of."""
    items, lexicon = spoken.clause.items, spoken.context.lexicon
    for i, item in enumerate(items[:-1]):
        following = items[i + 1]
        if R.ATTENDS in item.word.relations:
            joined = "coordination" in following.word.roles
            if joined or meets(following, lexicon):
                yield from _attended(spoken, item, item.end if joined else following.end)


@construction(
    needs=R.ATTENDS,
    says=(
        ("全国水利工作会议今天召开。水利部部长王小川出席。", "王小川 attends 全国水利工作会议"),
        ("全国水利工作会议今天召开。水利部部长李大山等参加。", "李大山 attends 全国水利工作会议"),
    ),
)
def attends_and_no_more(spoken: Spoken) -> Iterator[Fact]:
    """省长|李明|出席: the verb ends the clause, right after the name of who attends."""
    items = spoken.clause.items
    named = len(items) > 1 and (isinstance(items[-2], Name) or Cue.AMONG in items[-2].word.roles)  # …李明等|参加
    if named and R.ATTENDS in items[-1].word.relations:
        yield from _attended(spoken, items[-1], items[-1].end)


@construction(
    needs=R.ATTENDS,
    says=(("水利部召开全国水利工作会议。会议由财政部副部长王小川同志主持。", "王小川 attends 全国水利工作会议"),),
)
def meeting_chaired_by(spoken: Spoken) -> Iterator[Fact]:
    """会议|由李明|主持: who chairs the meeting spoken of attends it."""
    items = spoken.clause.items
    last = items[-1]
    if len(items) > 1 and isinstance(items[-2], Name):
        return
    if R.ATTENDS in last.word.relations and meets(items[0], spoken.context.lexicon) and any(map(gives_agent, items)):
        yield from _attended(spoken, last, last.end)


@construction(
    says=(
        (
            "全国水利工作会议今天召开。会上，水利部部长王小川、财政部部长李大山先后发言。",
            "李大山 attends 全国水利工作会议",
        ),
    ),
)
def speaks_at_the_meeting(spoken: Spoken) -> Iterator[Fact]:
    """会上，李明|发言: who speaks at the meeting spoken of attends it."""
    if spoken.sentence.assembled:
        for item in spoken.clause.items:
            if "address" in item.word.roles:
                yield from _attended(spoken, item, item.end)


def _attended(spoken: Spoken, verb: Item, end: int) -> Iterator[Fact]:
    """That the persons spoken of attend the meeting spoken of, where they are named before the verb."""
    topic, meeting = spoken.topic, spoken.told.meeting
    since = topic.start if spoken.sentence.assembled else spoken.since
    if meeting and since < verb.start and isinstance(verb, Unit):
        for person in topic.persons:
            yield Fact(person, R.ATTENDS, meeting, since, end, trigger=verb.text)
